// Lines of a register: J K move, X mark, Enter open, Space peek, Escape lets go; and the bar over marked lines.
(() => {
  const table = document.querySelector("[data-rows]");
  const peek = document.getElementById("peek");
  if (!table) return;
  const bar = document.querySelector("[data-bulk]");
  const rows = () => [...table.querySelectorAll("[data-row]")];
  const here = () => table.querySelector(".here");
  const box = (row) => row.querySelector("[data-role=pick] input");

  const count = () => {
    if (!bar) return;
    const marked = rows().filter((row) => box(row)?.checked).length;
    bar.toggleAttribute("data-empty", marked === 0);
    const told = bar.querySelector("[data-count]");
    if (told) told.textContent = marked;
    const all = table.querySelector("[data-all]");
    if (all) all.indeterminate = marked > 0 && marked < rows().length;
  };

  const go = (step) => {
    const all = rows();
    const at = all.indexOf(here());
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) return;
    here()?.classList.remove("here");
    next.classList.add("here");
    next.scrollIntoView({ block: "nearest" });
    if (peek && !peek.hidden) look(next);
  };

  const look = (row) => {
    if (!peek || !row.dataset.href) return;
    peek.hidden = false;
    window.htmx.ajax("GET", row.dataset.href, { target: "#peeked", select: "#record", swap: "innerHTML" });
  };

  const close = () => {
    peek.hidden = true;
    document.getElementById("peeked").replaceChildren();
  };
  peek?.querySelector("[data-peek-close]")?.addEventListener("click", close);

  table.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      rows().forEach((row) => { if (box(row)) box(row).checked = event.target.checked; });
    }
    count();
  });
  document.querySelector("[data-clear]")?.addEventListener("click", () => {
    rows().forEach((row) => { if (box(row)) box(row).checked = false; });
    count();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || window.banyan.typing(event.target)) return;
    if (document.querySelector("dialog[open]") || document.body.dataset.keys === "off") return;
    const row = here();
    const key = event.key.toLowerCase();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "x" && row && box(row)) { box(row).checked = !box(row).checked; count(); }
    else if (key === "enter" && row && event.target === document.body) window.location.assign(row.dataset.href);
    else if (key === " " && row && event.target === document.body) { event.preventDefault(); look(row); }
    else if (key === "e" && row && row.dataset.edit) window.location.assign(row.dataset.edit);
    else if (key === "escape" && peek) close();
  });
  count();
})();
