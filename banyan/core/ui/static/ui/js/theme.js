// Switches light and dark without a new page; the choice is kept by the same form that works without scripts.
(() => {
  const form = document.querySelector("[data-theme-switch]");
  const sheet = document.getElementById("dark-tokens");
  if (!form || !sheet) return;
  const button = form.querySelector("button");
  const isDark = () => sheet.media !== "not all" && window.matchMedia(sheet.media).matches;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = isDark() ? "light" : "dark";
    sheet.media = wanted === "dark" ? "screen" : "not all";
    const body = new FormData(form);
    body.set("theme", wanted);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    document.dispatchEvent(new CustomEvent("banyan:theme", { detail: wanted }));
  });
  button.value = isDark() ? "light" : "dark";
})();
