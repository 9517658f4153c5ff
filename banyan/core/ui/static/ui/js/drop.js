// A file may be dropped onto the place for files; without scripts the field itself is used.
(() => {
  document.querySelectorAll("[data-drop]").forEach((place) => {
    const field = place.querySelector("input[type=file]");
    const name = place.querySelector("[data-name]");
    if (!field) return;
    const show = () => { if (name) name.textContent = field.files[0] ? field.files[0].name : ""; };
    ["dragover", "dragenter"].forEach((kind) => place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((kind) => place.addEventListener(kind, () => place.classList.remove("over")));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      field.files = event.dataTransfer.files;
      show();
    });
    field.addEventListener("change", show);
  });

  // A choice that takes effect at once, where a button stands beside it for those without scripts.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-at-once]");
    if (form) form.requestSubmit();
  });
})();
