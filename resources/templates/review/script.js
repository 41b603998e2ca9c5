"use strict";
// Collects the answers of the page into one file or one text. Nothing is sent, nothing is loaded, nothing is stored.
(() => {
  const review = JSON.parse(document.getElementById("ugcreview").textContent);
  const words = review.words;
  const articles = [...document.querySelectorAll("article")];
  const byId = (id) => document.getElementById(id);
  let current = articles[0];
  let saved = "";

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => String(values[name]));

  function answerOf(article) {
    const answer = { photo: article.dataset.photo };
    const chosen = article.querySelector("input[type=radio]:checked");
    if (chosen) answer.decision = chosen.value;
    for (const field of article.querySelectorAll("textarea[data-field]")) {
      if (field.value.trim()) answer[field.dataset.field] = field.value.trim();
    }
    if (review.kind === "translator") {
      if (answer.caption || answer.alt_text) answer.decision = "translate";
    } else if (!answer.decision && answer.comment) {
      answer.decision = review.kind === "lawyer" ? "ask" : "comment";
    }
    return answer.decision ? answer : null;
  }

  const answers = () => articles.map(answerOf).filter(Boolean);

  function missing() {
    let first = null;
    for (const article of articles) {
      const chosen = article.querySelector("input[type=radio]:checked");
      const field = article.querySelector("textarea[data-field=comment]");
      if (!field) continue;
      const bad = Boolean(chosen && chosen.dataset.needsReason && !field.value.trim());
      field.setAttribute("aria-invalid", String(bad));
      byId("missing-" + article.id.slice(6)).hidden = !bad;
      if (bad && !first) first = field;
    }
    return first;
  }

  function say(text) {
    byId("said").textContent = text;
  }

  function tell() {
    const n = answers().length;
    byId("progress").textContent = fill(words.progress, { n: n, count: articles.length });
  }

  function built() {
    const found = answers();
    const reader = byId("reader");
    const wrong = missing();
    reader.setAttribute("aria-invalid", String(!reader.value.trim()));
    if (!found.length) {
      say(words.nothing);
      current.focus();
      return null;
    }
    if (wrong) {
      say(words.missing);
      wrong.focus();
      return null;
    }
    if (!reader.value.trim()) {
      say(words.no_name);
      reader.focus();
      return null;
    }
    return JSON.stringify({
      ugcanswer: 1,
      review: review.review,
      kind: review.kind,
      reader: reader.value.trim(),
      answered_at: new Date().toISOString(),
      items: found,
    });
  }

  function save() {
    const text = built();
    if (text === null) return;
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = review.name + ".ugcanswer";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    saved = JSON.stringify(answers());
    say(fill(words.saved, { file: review.name + ".ugcanswer" }));
  }

  // As letters and digits only, so that no mail program can change it; lines may be broken and quoted.
  function block(text) {
    const bytes = new TextEncoder().encode(text);
    let plain = "";
    for (const byte of bytes) plain += String.fromCharCode(byte);
    const lines = btoa(plain).match(/.{1,64}/g).join("\n");
    return "-----BEGIN UGC ANSWER-----\n" + lines + "\n-----END UGC ANSWER-----\n";
  }

  function copy() {
    const text = built();
    if (text === null) return;
    const area = byId("block");
    byId("text").hidden = false;
    area.value = block(text);
    area.focus();
    area.select();
    const done = document.execCommand("copy");
    saved = JSON.stringify(answers());
    say(done ? words.copied : words.copy_by_hand);
  }

  function go(step) {
    const place = Math.max(0, Math.min(articles.length - 1, articles.indexOf(current) + step));
    current = articles[place];
    current.focus();
    current.scrollIntoView({ block: "start" });
  }

  function press(event) {
    const typing = event.target.matches("textarea, input[type=text]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      go(key === "j" ? 1 : -1);
      return;
    }
    const wanted = [...current.querySelectorAll("input[type=radio]")].find((one) => one.dataset.key === key);
    if (!wanted) return;
    event.preventDefault();
    wanted.checked = true;
    wanted.dispatchEvent(new Event("change", { bubbles: true }));
    if (wanted.dataset.needsReason) {
      current.querySelector("textarea[data-field=comment]").focus();
    } else if (current !== articles[articles.length - 1]) {
      go(1);
    } else {
      wanted.focus();
    }
  }

  for (const article of articles) {
    article.addEventListener("focusin", () => { current = article; });
  }
  document.querySelector("main").addEventListener("keydown", press);
  document.addEventListener("input", tell);
  document.addEventListener("change", tell);
  byId("save").addEventListener("click", save);
  byId("copy").addEventListener("click", copy);
  window.addEventListener("beforeunload", (event) => {
    const now = answers();
    if (now.length && JSON.stringify(now) !== saved) event.preventDefault();
  });
  for (const id of ["bar", "finish"]) byId(id).hidden = false;
  tell();
})();
