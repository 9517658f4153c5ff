// Single keys. They rest while a field has the focus, and altogether when the person switched them off.
(() => {
  if (document.body.dataset.keys === "off") return;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || window.banyan.typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key === "/") return focusList(event);
    if (key === "?") return openKeys(event);
    if (/^[a-z]$/.test(key)) press(event, key);
  });

  function focusList(event) {
    const field = document.querySelector("[data-list-find]") || document.querySelector("[data-palette-opener] input");
    if (!field) return;
    event.preventDefault();
    field.focus();
  }

  function openKeys(event) {
    const link = document.querySelector("[data-all-keys]");
    if (!link) return;
    event.preventDefault();
    link.click();
  }

  function press(event, key) {
    const target = document.querySelector(`[data-key="${key}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  }
})();
