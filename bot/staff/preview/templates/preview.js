"use strict";
// The page works without this; with it, it follows the files and answers in place. Nothing is kept.
(() => {
  const form = document.getElementById("chat");
  const field = document.getElementById("text");
  const link = document.getElementById("link");
  let mark = document.querySelector("main").dataset.mark;
  let queue = Promise.resolve();

  function put(page) {
    const focused = document.activeElement && document.activeElement.id;
    for (const fresh of page.querySelectorAll("[data-part]")) {
      const old = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
      if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    }
    document.title = page.title;
    field.disabled = page.getElementById("text").disabled;
    mark = page.querySelector("main").dataset.mark;
    fill(page);
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus();
  }

  function fill(page) {
    const languages = document.getElementById("language");
    const chosen = languages.value;
    languages.replaceChildren(...page.getElementById("language").childNodes);
    languages.value = chosen;
  }

  async function show(data) {
    try {
      const answer = await fetch("/", { method: "POST", body: new URLSearchParams(data) });
      if (!answer.ok) return false;
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      return true;
    } catch {
      link.textContent = link.dataset.lost;
      return false;
    }
  }

  // One after the other: each request carries the chat as the one before has left it.
  function inTurn(job) {
    queue = queue.then(job, job);
    return queue;
  }

  function refresh() {
    return inTurn(() => {
      const data = new FormData(form);
      data.delete("text");
      return show(data);
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.value;
    const { name, value } = event.submitter || { name: "", value: "" };
    inTurn(async () => {
      const data = new FormData(form);
      data.set("text", typed);
      if (name) data.set(name, value);
      if (!(await show(data))) return;
      if (name !== "pick" && field.value === typed) field.value = "";
      const said = document.querySelectorAll(".said");
      if (said.length) said[said.length - 1].scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    });
  });

  for (const name of ["language", "city", "day"]) {
    document.getElementById(name).addEventListener("change", refresh);
  }

  const news = new EventSource("/events");
  news.onopen = () => { link.textContent = link.dataset.live; };
  news.onerror = () => { link.textContent = link.dataset.lost; };
  news.onmessage = (event) => { inTurn(() => {}).then(() => { if (event.data !== mark) refresh(); }); };
})();
