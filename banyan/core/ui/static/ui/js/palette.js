// Ctrl K: the palette. Without scripts the same field leads to the page of finds.
(() => {
  const palette = document.getElementById("palette");
  if (!palette) return;
  const field = palette.querySelector("input");
  const hits = document.getElementById("palette-hits");

  const open = (words) => {
    if (!palette.open) palette.showModal();
    if (words) field.value = words;
    field.focus();
    field.select();
  };

  const links = () => [...hits.querySelectorAll("a")];
  const move = (step) => {
    const all = links();
    if (!all.length) return;
    const now = all.findIndex((link) => link.classList.contains("chosen"));
    all.forEach((link) => link.classList.remove("chosen"));
    const next = all[(now + step + all.length) % all.length];
    next.classList.add("chosen");
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.querySelectorAll("[data-palette-opener] input").forEach((opener) => {
    // Not on focus: whoever walks by with Tab would never come past it, and Esc would open it again.
    opener.addEventListener("click", () => open(opener.value));
    opener.addEventListener("keydown", (event) => {
      const types = event.key.length === 1 || event.key === "Process";
      if (types && !event.ctrlKey && !event.metaKey && !event.altKey) open();
    });
  });
  palette.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      palette.close();
    }
    if (event.key === "Enter") {
      const chosen = hits.querySelector("a.chosen") || links()[0];
      if (chosen) {
        event.preventDefault();
        chosen.click();
      }
    }
  });
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
})();
