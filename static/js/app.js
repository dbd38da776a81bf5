/* Everything the pages do beyond links and forms: keyboard, expired login, lost connection, drafts.
   Pages work without it. What it looks for in the markup:

   data-raekke        a row of a list            data-handling    its main action       data-aabn   its link to the citizen
   data-inline        an inline form's container; data-aabner="id of the button that opened it"     data-luk    closes it
   data-typevalg      a group of radios with one-letter keys     data-gem    the save button        data-advar  a form to guard
   data-kladde        a field that saves a draft; data-kladde-status  where «Kladde gemt 10.42» goes
   data-hent="#id"    a link that fetches a part of the page; that element is shown when it does not come
   data-hent-igen     tries the link again
   data-kopier="#id"  copies that element's text
   data-saet-dato="2026-11-22" data-felt="id_dato"  a button that sets a date     data-udskriv   a print button

   Answers may carry HX-Trigger: session-udloebet, kladde-gemt {"kl": "10.42"}, gemt {"tekst": "…"}.
   Names of htmx events appear in this file only. */
(() => {
  const body = document.body;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const inField = (el) => el.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const show = (el, visible) => { if (el) el.hidden = !visible; };
  const announce = (text) => { find("#oplaesning").textContent = text; };
  const tell = (text) => { const box = find("#varsel-besked"); box.textContent = text; show(box, Boolean(text)); };
  const csrf = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];

  /* ---- dates in words ---- */
  const WEEKDAYS = ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"];
  const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
  const inWords = (value) => {
    const day = new Date(`${value}T12:00:00`);
    return value && !isNaN(day) ? `${WEEKDAYS[day.getDay()]} ${day.getDate()}. ${MONTHS[day.getMonth()]} ${day.getFullYear()}` : "";
  };
  const spellDate = (field) => {
    const holder = field.closest(".dwrap") || field;
    let words = holder.nextElementSibling;
    if (!words?.matches(".datoord")) {
      words = document.createElement("div");
      words.className = "form-text datoord";
      words.id = `${field.id || field.name}-ord`;
      holder.after(words);
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${words.id}`.trim());
    }
    words.textContent = inWords(field.value);
  };

  /* ---- unsaved text: asks once when leaving ---- */
  const unsaved = new Set();
  const release = (el) => {
    const form = el.closest?.("form") || el;
    unsaved.delete(form);
    all("form", el).forEach((inner) => unsaved.delete(inner));
  };
  addEventListener("beforeunload", (event) => {
    const open = [...unsaved].filter((form) => form.isConnected);
    unsaved.clear();
    if (open.length) event.preventDefault();
  });

  /* ---- inline forms ---- */
  const closeInline = (box) => {
    const opener = document.getElementById(box.dataset.aabner) || find("[data-handling]", box.closest("[data-raekke]") || document);
    opener?.focus(); // leaving the field saves its draft
    opener?.setAttribute("aria-expanded", "false");
    release(box);
    tell("");
    box.replaceChildren();
  };
  const openInline = (box) => {
    document.getElementById(box.dataset.aabner)?.setAttribute("aria-expanded", "true");
    const wrong = find("[aria-invalid=true], .is-invalid", box);
    if (wrong) { wrong.focus(); return; }
    find("[data-autofokus], select, input:not([type=hidden]), textarea", box)?.focus({ preventScroll: true });
    const part = find("form", box) || box;
    const fits = part.offsetHeight < innerHeight - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop || 0);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    part.scrollIntoView({ block: fits ? "nearest" : "start", behavior: calm ? "auto" : "smooth" });
  };

  /* ---- rows ---- */
  const rows = () => all("[data-raekke]").filter((row) => row.offsetParent && find("[data-handling], [data-aabn]", row));
  const focusRow = (row) => (find("[data-handling]", row) || find("[data-aabn]", row))?.focus();
  const moveRow = (step) => {
    const list = rows();
    const at = list.indexOf(document.activeElement.closest("[data-raekke]"));
    const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step];
    if (next) focusRow(next);
    return Boolean(next);
  };
  let rowAfterSave = null;
  const settled = new WeakSet(); // htmx tells once per new element

  /* ---- keyboard ---- */
  let waitingForG = 0;
  const menuTo = (key) => {
    const to = { b: "/mine", t: "/team" }[key];
    return to && find(`#topfelt a[href="${to}"]`) ? to : "";
  };
  const letters = {
    "/": () => { openMenu(); find("#soegefelt")?.focus(); return true; },
    "?": () => { find("#dialog-genveje")?.showModal(); return true; },
    j: () => moveRow(1),
    k: () => moveRow(-1),
    o: () => { find("[data-aabn]", document.activeElement.closest("[data-raekke]") || document.createElement("i"))?.click(); return true; },
    g: () => { waitingForG = Date.now(); return true; },
  };
  const openMenu = () => {
    const menu = find("#topfelt");
    if (menu && !menu.offsetParent && getComputedStyle(menu).display === "none") menu.showPopover?.();
  };
  const chooseType = (group, key) => {
    const radio = find(`input[data-tast="${key}"]`, group);
    if (!radio) return false;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    find("textarea", group.closest("form"))?.focus();
    return true;
  };
  const searchKeys = (event) => {
    const links = all("#soeglisten a");
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { find("#soeglisten").replaceChildren(); find("#soegefelt").focus(); return true; }
    if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return false;
    (links[at + (event.key === "ArrowDown" ? 1 : -1)] || find("#soegefelt")).focus();
    return true;
  };
  const press = (event) => {
    const el = event.target;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = el.closest("form");
      form?.requestSubmit(find("[data-gem]", form));
      return Boolean(form);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return false;
    if (el.closest(".soegning") && searchKeys(event)) return true;
    const box = el.closest("[data-inline]");
    if (event.key === "Escape" && box) { closeInline(box); return true; }
    if (inField(el) || body.dataset.genveje === "fra") return false;
    const group = el.closest("[data-typevalg]");
    if (group && chooseType(group, key)) return true;
    if (el.type === "radio") return false;
    if (Date.now() - waitingForG < 1500 && menuTo(key)) { location.assign(menuTo(key)); return true; }
    if (event.key.startsWith("Arrow")) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      return Boolean(step && el.closest("[data-raekke]") && moveRow(step));
    }
    return letters[event.key] ? letters[event.key]() : false;
  };
  document.addEventListener("keydown", (event) => { if (press(event)) event.preventDefault(); });

  /* ---- login: the warning, the dialog, and the way back ---- */
  const logOffSeconds = Number(body.dataset.sessionSlut);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("login") : null;
  let logOffAt = Date.now() + logOffSeconds * 1000;
  let lastDraft = "";
  const renewLogin = (tellTabs) => {
    logOffAt = Date.now() + logOffSeconds * 1000;
    show(find("#varsel-logaf"), false);
    if (tellTabs) tabs?.postMessage(body.dataset.bruger);
  };
  const covered = () => find("#dialog-logaf[open], #dialog-anden[open]");
  /* The id of the person this browser is logged in as, "" when nobody is; fails without a connection. */
  const askWho = async () => {
    const answer = await fetch(body.dataset.sessionUrl, { headers: { "HX-Request": "true" }, cache: "no-store" });
    if (answer.status >= 500) throw new Error(answer.statusText);
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    return page?.body.dataset.bruger || "";
  };
  const cover = (dialog) => {
    show(find("#varsel-logaf"), false);
    if (!dialog || dialog.open) return;
    covered()?.close();
    body.classList.add("sloeret");
    dialog.showModal();
  };
  const loggedOut = () => {
    const dialog = find("#dialog-logaf");
    if (dialog) find("[data-tekst]", dialog).textContent = lastDraft ? `Din tekst er gemt som kladde kl. ${lastDraft}.` : "Din tekst står her stadig.";
    cover(dialog);
  };
  const someoneElse = () => {
    const dialog = find("#dialog-anden");
    const fields = all("form[data-advar] textarea, form[data-advar] input[type=text]");
    const text = fields.map((field) => field.value.trim()).filter(Boolean).join("\n");
    find("#tekst-anden").textContent = text;
    all("[data-med-tekst]", dialog).forEach((el) => show(el, text));
    all("[data-uden-tekst]", dialog).forEach((el) => show(el, !text));
    cover(dialog);
  };
  const loggedIn = () => {
    covered()?.close();
    body.classList.remove("sloeret");
    renewLogin(false);
    announce("Du er logget på igen.");
  };
  const checkLogin = async () => {
    const who = await askWho().catch(() => null);
    if (who === body.dataset.bruger) covered() ? loggedIn() : renewLogin(true);
    else if (who) someoneElse();
    else if (Date.now() >= logOffAt) loggedOut();
  };
  if (logOffSeconds) {
    tabs?.addEventListener("message", ({ data }) => (covered() || data !== body.dataset.bruger ? checkLogin() : renewLogin(false)));
    addEventListener("focus", () => { if (covered()) checkLogin(); });
  }
  // Esc must not uncover the page.
  all("#dialog-logaf, #dialog-anden").forEach((dialog) => dialog.addEventListener("cancel", (event) => event.preventDefault()));
  if (logOffSeconds) {
    tabs?.postMessage(body.dataset.bruger);
    setInterval(() => {
      const left = logOffAt - Date.now();
      if (left <= 0) checkLogin();
      else show(find("#varsel-logaf"), left <= 120000 && !covered());
    }, 5000);
  }

  /* ---- connection ---- */
  let lost = null; // what could not be sent, and the clock until the next try
  const what = (form) => form.dataset.hvad || "Kontakten";
  const isSave = (el) => el.matches("form") && Boolean(find("[data-gem]", el));
  const sendDraft = (form) => { const field = find("[data-kladde]", form); if (field) htmx.trigger(field, "blur"); };
  const retry = () => {
    if (!lost) return;
    clearInterval(lost.timer);
    fetch(body.dataset.sessionUrl || location.href, { method: "HEAD", cache: "no-store" }).then(connectionBack, () => connectionLost());
  };
  const connectionBack = () => {
    if (!lost) return;
    const waiting = [...lost.els].filter((el) => el.isConnected);
    clearInterval(lost.timer);
    lost = null;
    show(find("#varsel-net"), false);
    // A draft or a search may be sent again; a save is left to the person, so that nothing is saved twice.
    [...unsaved].filter((form) => form.isConnected).forEach(sendDraft);
    waiting.filter((el) => el.matches(".filters, .filters *")).forEach((el) => htmx.trigger(el, "input"));
    const save = waiting.find(isSave);
    if (save) tell(`Forbindelsen er tilbage. ${what(save)} er ikke gemt endnu: tryk ${find("[data-gem]", save).textContent}.`);
    else announce("Forbindelsen er tilbage.");
  };
  const connectionLost = (el) => {
    clearInterval(lost?.timer);
    let left = 10;
    const box = find("#varsel-net");
    const tick = () => {
      find("[data-sekunder]", box).textContent = left === 1 ? "1 sekund" : `${left} sekunder`;
      if (left-- <= 0) retry();
    };
    const els = lost?.els || new Set();
    if (el) els.add(el);
    lost = { els, timer: setInterval(tick, 1000) };
    tick();
    tell("");
    show(box, true);
  };
  addEventListener("online", retry);

  /* ---- refused: the page is too old, or the login is gone or somebody else's ---- */
  const draftFailed = (el) => {
    const status = el.matches("[data-kladde]") && find("[data-kladde-status]", el.closest("form"));
    if (status) status.textContent = "Kladden kunne ikke gemmes.";
  };
  const refused = async (el) => {
    const who = await askWho().catch(() => body.dataset.bruger);
    if (who !== body.dataset.bruger) { who ? someoneElse() : loggedOut(); return; }
    if (el.matches("[data-kladde], [data-virkning]")) return;
    const answer = isSave(el) ? `${what(el)} blev ikke gemt. Teksten står her stadig.` : "Det lykkedes ikke.";
    tell(`${answer} Genindlæs siden i et nyt faneblad, eller log på igen.`);
  };

  /* ---- a part of the page that is fetched ---- */
  let notFetched = null; // the link whose answer did not come
  const fetchFailed = (el) => { notFetched = el; show(find(el.dataset.hent), true); };

  /* ---- copying text ---- */
  const copy = (source, button) => {
    navigator.clipboard.writeText(source.textContent).then(() => {
      button.textContent = "Kopieret";
      announce("Teksten er kopieret.");
    }, () => {
      const folded = source.closest("details");
      if (folded) folded.open = true;
      source.hidden = false;
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      announce("Teksten er markeret. Tryk Ctrl+C.");
    });
  };

  /* ---- clicks and input ---- */
  const clicks = {
    "[data-luk]": (el) => { const box = el.closest("[data-inline]"); if (box) closeInline(box); return Boolean(box); },
    "[data-udskriv]": () => { print(); return true; },
    "[data-bliv]": () => { checkLogin(); return true; },
    "[data-proev-igen]": () => { retry(); return true; },
    "[data-hent-igen]": () => { notFetched?.focus(); notFetched?.click(); return true; },
    "[data-kopier]": (el) => { copy(find(el.dataset.kopier), el); return true; },
    "[data-luk-dialog]": (el) => { el.closest("dialog").close(); return true; },
    "[data-saet-dato]": (el) => {
      const field = document.getElementById(el.dataset.felt);
      field.value = el.dataset.saetDato;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    },
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const el = event.target.closest(selector);
      if (el && act(el)) event.preventDefault();
    }
    if (!event.target.closest(".soegning")) find("#soeglisten")?.replaceChildren();
  });
  document.addEventListener("input", (event) => {
    if (event.target.type === "date") spellDate(event.target);
    const form = event.target.closest("form[data-advar]");
    if (form) unsaved.add(form);
  });
  document.addEventListener("submit", (event) => {
    unsaved.delete(event.target);
    const token = find("[name=csrfmiddlewaretoken]", event.target);
    // Logging in again in another tab gives the browser a new token; the page still has the old one.
    if (token && csrf()) token.value = csrf();
  }, true);

  /* ---- htmx ---- */
  const on = (name, act) => body.addEventListener(name, act);
  const prepare = (root) => {
    all("input[type=date]", root).forEach(spellDate);
    if (root.matches?.("input[type=date]")) spellDate(root);
  };
  on("htmx:configRequest", ({ detail }) => {
    if (csrf()) {
      detail.headers["X-CSRFToken"] = csrf();
      if (detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = csrf();
    }
  });
  on("htmx:beforeRequest", (event) => {
    const { detail } = event;
    const { elt } = detail;
    // What one person wrote must not be kept in another's name.
    if (find("#dialog-anden[open]")) { event.preventDefault(); return; }
    if (!elt.matches("form")) return;
    if (isSave(elt)) {
      tell("");
      lost?.els.delete(elt);
    }
    const list = rows();
    const next = list[list.indexOf(elt.closest("[data-raekke]")) + 1];
    rowAfterSave = elt.closest("[data-raekke]") ? { row: elt.closest("[data-raekke]"), next } : null;
    const button = find("[data-gem]", elt);
    if (!button) return;
    const label = button.textContent;
    const timer = setTimeout(() => { button.textContent = "Gemmer …"; }, 300);
    detail.xhr.addEventListener("loadend", () => { clearTimeout(timer); button.textContent = label; });
  });
  on("htmx:afterRequest", ({ detail }) => {
    const { elt, xhr: { status } } = detail;
    if (detail.successful && logOffSeconds) renewLogin(true);
    if (detail.failed && elt.matches("form[data-advar]")) unsaved.add(elt);
    if (detail.failed && status >= 400 && status !== 401 && elt.matches("[data-hent]")) { fetchFailed(elt); return; }
    if (status >= 400) draftFailed(elt);
    if (detail.failed && status >= 400 && status < 500 && status !== 401) refused(elt);
    if (detail.failed && status >= 500) announce("Noget gik galt hos os. Teksten står her stadig.");
    show(find("#varsel-fejl"), Boolean(detail.failed && status >= 500));
  });
  on("htmx:beforeSwap", ({ detail }) => { if (detail.shouldSwap && detail.target.matches("[data-inline], [data-raekke]")) release(detail.target); });
  on("htmx:afterSwap", ({ target }) => prepare(target)); // the new element, also where it replaced the old one
  on("htmx:afterSettle", ({ target, detail }) => {
    if (settled.has(detail.xhr) || detail.requestConfig?.elt.matches("[data-kladde], [data-virkning]")) return;
    settled.add(detail.xhr);
    const after = rowAfterSave;
    const box = target.closest?.("[data-inline]") || find("[data-inline]:has(form)", target);
    if (!after?.saved) {
      if (box?.childElementCount) openInline(box);
      return;
    }
    rowAfterSave = null;
    if (after.next?.isConnected) focusRow(after.next);
    else find("h1")?.focus();
  });
  const notSent = ({ detail: { elt } }) => {
    if (elt.matches("[data-hent]")) { fetchFailed(elt); return; }
    if (elt.matches("form[data-advar]")) unsaved.add(elt);
    draftFailed(elt);
    connectionLost(elt);
  };
  on("htmx:sendError", notSent);
  on("htmx:timeout", notSent);
  on("session-udloebet", loggedOut);
  on("kladde-gemt", ({ target, detail }) => {
    const form = target.closest("form");
    lastDraft = detail.kl;
    unsaved.delete(form);
    const status = form && find("[data-kladde-status]", form);
    if (status) status.textContent = `Kladde gemt ${detail.kl}`;
  });
  on("gemt", ({ detail }) => {
    if (rowAfterSave) rowAfterSave.saved = true;
    if (detail.tekst) announce(detail.tekst);
  });

  on("fortrudt", ({ detail }) => {
    rowAfterSave = null;
    const row = document.getElementById(detail.id);
    if (row) focusRow(row);
    announce(detail.tekst);
  });

  prepare(document);
  find(".fejloversigt")?.focus();
})();
