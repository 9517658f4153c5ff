// Forms without a network: kept on this device under a key that never leaves it, sent when the network is back.
(() => {
  const bar = document.getElementById("offline");
  if (!bar) return;
  const HOURS = 24;
  const PAGES = 5;
  const shell = document.body.hasAttribute("data-offline-shell");
  const safe = window.isSecureContext && Boolean(window.indexedDB && window.crypto?.subtle);
  const user = bar.dataset.user || window.localStorage.getItem("banyan.offline.user") || "";
  const said = bar.querySelector("[data-offline-said]");
  const list = bar.querySelector("[data-offline-list]");
  let sending = false;

  const words = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), bar.dataset[name] || "");
  const show = (text) => {
    said.textContent = text;
    bar.hidden = !text;
  };

  // --- the store of this device -------------------------------------------------------------------------------------
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  let opened = null;
  const store = () => {
    opened ??= (() => {
      const request = window.indexedDB.open("banyan-offline", 1);
      request.onupgradeneeded = () => {
        ["keys", "forms", "pages"].forEach((name) => request.result.createObjectStore(name, { keyPath: "id" }));
      };
      return asked(request);
    })();
    return opened;
  };
  const within = async (name, mode, work) => asked(work((await store()).transaction(name, mode).objectStore(name)));
  const everybodys = (name) => within(name, "readonly", (box) => box.getAll());
  const every = async (name) => (await everybodys(name)).filter((row) => row.user === user).sort((a, b) => a.at - b.at);
  const drop = (name, id) => within(name, "readwrite", (box) => box.delete(id));

  const secret = async () => {
    const kept = await within("keys", "readonly", (box) => box.get(user));
    if (kept) return kept.key;
    const key = await window.crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await within("keys", "readwrite", (box) => box.put({ id: user, key }));
    return key;
  };
  const put = async (name, id, value, at = Date.now()) => {
    const iv = window.crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await window.crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), plain);
    await within(name, "readwrite", (box) => box.put({ id, user, at, iv, sealed }));
  };
  const read = async (row) => {
    const plain = await window.crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await secret(), row.sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  };
  // Whoever opens a page next takes away what is too old, also of others who never signed out on this device.
  const tidy = async () => {
    let gone = 0;
    for (const name of ["forms", "pages"]) {
      for (const row of await everybodys(name)) {
        if (Date.now() - row.at < HOURS * 3600000) continue;
        await drop(name, row.id);
        gone += name === "forms" && row.user === user ? 1 : 0;
      }
    }
    return gone;
  };

  // --- what waits ---------------------------------------------------------------------------------------------------
  const tell = async (before = "") => {
    const rows = await every("forms");
    list.replaceChildren();
    const stuck = rows.filter((row) => row.id.startsWith("stuck:"));
    const waiting = rows.length - stuck.length;
    const oldest = rows.length ? rows[0].at : Date.now();
    const hours = Math.max(1, Math.floor(HOURS - (Date.now() - oldest) / 3600000));
    const parts = [before];
    if (waiting) parts.push(words("waiting", { count: waiting, hours }));
    if (stuck.length) parts.push(words("stuck", { count: stuck.length }));
    for (const row of stuck) list.append(await opener(row));
    show(parts.filter(Boolean).join(" "));
  };
  const opener = async (row) => {
    const form = await read(row);
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = `${words("open")} · ${form.title}`;
    button.addEventListener("click", () => openForm(row, form));
    line.append(button);
    return line;
  };
  // The form goes the ordinary way, so that the page itself says what stands against it, with every word in place.
  const openForm = (row, form) => {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = form.url;
    const add = (name, value) => {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    };
    form.fields.forEach(([name, value]) => add(name, value));
    add("csrfmiddlewaretoken", window.banyan.token());
    add("sent_once", row.id.replace("stuck:", ""));
    document.body.append(sent);
    sent.submit();
  };

  // --- sending ------------------------------------------------------------------------------------------------------
  const send = async (url, fields, id) => {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", window.banyan.token());
    const headers = { "X-Sent-Once": id, Accept: "application/json", "X-CSRFToken": window.banyan.token() };
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { signIn: true };
    if ([502, 503, 504].includes(answer.status)) throw new TypeError("the server is away");
    return answer.ok ? answer.json() : { arrived: false, status: answer.status };
  };
  const sendAll = async (stuckToo = false) => {
    if (sending || shell || !navigator.onLine) return;
    sending = true;
    let count = 0;
    let note = "";
    try {
      for (const row of await every("forms")) {
        const id = row.id.replace("stuck:", "");
        if (id !== row.id && !stuckToo) continue;
        const form = await read(row);
        const answer = await send(form.url, form.fields, id);
        if (answer.signIn) {
          note = words("signin");
          break;
        }
        if (!answer.arrived) await put("forms", `stuck:${id}`, form, row.at);
        if (answer.arrived || row.id === id) await drop("forms", row.id);
        count += answer.arrived ? 1 : 0;
      }
    } catch {
      note = "";
    } finally {
      sending = false;
    }
    await tell([count ? words("sent", { count }) : "", note].filter(Boolean).join(" "));
  };

  const keep = async (form, fields, id) => {
    await put("forms", id, { url: form.action, title: form.dataset.offline || document.title, fields });
    form.reset();
    // What stood there as a draft was handed in with it.
    if ("drafted" in form.dataset) form.querySelectorAll("textarea, input[type=text]").forEach((each) => { each.value = ""; });
    const field = form.querySelector("input:not([type=hidden]), textarea");
    if (field) field.focus();
    else form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    await tell(words("kept"));
    bar.scrollIntoView({ block: "nearest" });
  };
  // The ordinary way: the page itself says what stands against it.
  const sendOrdinarily = (form, submitter) => {
    form.dataset.ordinary = "yes";
    form.requestSubmit(submitter);
  };
  const submitted = async (event) => {
    const form = event.target.closest("form[data-offline]");
    if (!form || event.defaultPrevented || !safe || !user || form.dataset.ordinary) return;
    const submitter = event.submitter;
    const data = new FormData(form, submitter);
    data.delete("csrfmiddlewaretoken");
    const fields = [...data.entries()];
    event.preventDefault();
    if (fields.some(([, value]) => value instanceof File && value.size)) {
      if (navigator.onLine && !shell) return sendOrdinarily(form, submitter);
      return show(words("files"));
    }
    const plain = fields.filter(([, value]) => !(value instanceof File));
    const id = window.crypto.randomUUID();
    if (shell) return keep(form, plain, id);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await send(form.action, plain, id);
      if (answer.arrived) return window.location.assign(answer.url || window.location.href);
      sendOrdinarily(form, submitter);
    } catch {
      await keep(form, plain, id);
    } finally {
      form.removeAttribute("aria-busy");
    }
  };

  // --- pages that may be shown without a network --------------------------------------------------------------------
  const keepPage = async () => {
    const part = document.querySelector("[data-offline-page]");
    if (shell) return;
    // A file whose grade has risen since: what was kept of its page goes.
    if (!part) return void (await drop("pages", window.location.pathname));
    const plain = part.cloneNode(true);
    plain.removeAttribute("id");
    plain.querySelectorAll("script, #offline, [name=csrfmiddlewaretoken]").forEach((each) => each.remove());
    await put("pages", window.location.pathname, { title: part.dataset.offlinePage, html: plain.outerHTML });
    const pages = await every("pages");
    for (const row of pages.slice(0, Math.max(0, pages.length - PAGES))) await drop("pages", row.id);
  };
  const showPages = async () => {
    const place = document.querySelector("[data-offline-place]");
    const index = document.querySelector("[data-offline-pages]");
    const pages = await every("pages");
    document.querySelector("[data-offline-none]").hidden = pages.length > 0;
    for (const row of pages) {
      const page = await read(row);
      const open = () => {
        place.replaceChildren(document.createRange().createContextualFragment(page.html));
        document.querySelector("[data-offline-head]").hidden = true;
      };
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn";
      button.textContent = page.title;
      button.addEventListener("click", open);
      line.append(button);
      index.append(line);
      if (row.id === window.location.pathname) open();
    }
  };

  // --- leaving ------------------------------------------------------------------------------------------------------
  const leaving = async (event) => {
    const form = event.target.closest('form[action*="logout"]');
    if (!form || !safe || form.dataset.left) return;
    event.preventDefault();
    const rows = await every("forms");
    if (rows.length && !window.confirm(words("leave"))) return;
    for (const name of ["forms", "pages"]) for (const row of await every(name)) await drop(name, row.id);
    await drop("keys", user);
    window.localStorage.removeItem("banyan.offline.user");
    form.dataset.left = "yes";
    form.requestSubmit();
  };

  const begin = async () => {
    if (!safe) {
      if (document.querySelector("form[data-offline]")) show(words("unsafe"));
      return;
    }
    if (!user) return;
    window.localStorage.setItem("banyan.offline.user", user);
    const gone = await tidy();
    if (shell) await showPages();
    await keepPage();
    await tell(gone ? words("late", { count: gone }) : "");
    if (document.querySelector("form[data-offline]")) navigator.serviceWorker?.register(bar.dataset.worker, { scope: "/" });
    await sendAll(true);
  };
  document.addEventListener("submit", submitted);
  document.addEventListener("submit", leaving);
  window.addEventListener("online", () => (shell ? window.location.reload() : sendAll()));
  // The first try after the network returns may still fail: the shell looks again, unless somebody is writing.
  let writing = false;
  document.addEventListener("input", () => { writing = true; });
  document.addEventListener("submit", () => { writing = false; });
  const look = async () => {
    if (!navigator.onLine || writing) return;
    const answer = await fetch(window.location.href, { cache: "no-store", redirect: "manual" }).catch(() => null);
    if (answer && (answer.ok || answer.type === "opaqueredirect")) window.location.reload();
  };
  if (shell) window.setInterval(look, 5000);
  window.setInterval(async () => { if (safe && user && (await every("forms")).length) sendAll(); }, 30000);
  begin();
})();
