// Keeps what is being written: three seconds after a change, and when the page is left.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const told = document.querySelector("[data-saved]");
  let timer = null;
  let dirty = false;

  const words = (name, fallback) => (told && told.dataset[name]) || fallback;
  const say = (text) => { if (told) told.querySelector("[data-saved-text]").textContent = text; };

  const body = () => {
    const data = new FormData(form);
    [...data.entries()].forEach(([name, value]) => { if (value instanceof File) data.delete(name); });
    return data;
  };

  const keep = async () => {
    timer = null;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: body(), headers: { "X-CSRFToken": window.banyan.token(), Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const kept = await answer.json();
      say(words("kept", "").replace("{time}", kept.at));
    } catch {
      dirty = true;
      say(words("failed", ""));
      timer = window.setTimeout(keep, 10000);
    }
  };

  // What came back refused is nowhere kept yet: the way out may lead to another page.
  if (document.getElementById("refusal")) keep();

  form.addEventListener("input", () => {
    dirty = true;
    if (timer === null) timer = window.setTimeout(keep, 3000);
  });
  form.addEventListener("submit", () => {
    dirty = false;
    window.clearTimeout(timer);
    timer = null;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty) {
      const data = body();
      data.set("csrfmiddlewaretoken", window.banyan.token());
      navigator.sendBeacon(form.dataset.autosave, data);
      dirty = false;
    }
  });
})();
