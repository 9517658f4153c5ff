// Says that scripts run, so that style sheets may hide what only stands in for them.
document.documentElement.classList.add("js");

// One place to ask whether a key press belongs to a field.
window.banyan = {
  typing(target) {
    return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
  },
  token() {
    return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  },
};
