// The pages work without this. With it: leave at once, answers in place, files and sharing in one tap. Nothing is kept.
(function () {
  "use strict";
  var log = document.getElementById("log");
  var others = window.BroadcastChannel ? new BroadcastChannel("leave") : null;
  var escapes = [];

  function vanish() {
    document.documentElement.textContent = "";
    location.replace("/calendar");
  }

  // The page goes first; the server hears of it while nothing shows any more. Other tabs of ours go too.
  function leave() {
    if (others) others.postMessage(1);
    if (window.fetch) fetch("/leave", { method: "POST", keepalive: true, headers: { "HX-Request": "true" } }).catch(function () {});
    vanish();
  }

  if (others) others.onmessage = vanish;
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  document.addEventListener("leave", leave);
  document.addEventListener("submit", function (event) {
    if (event.target.className !== "leave" || !window.fetch) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key === "Escape") {
      escapes = escapes.slice(-2).concat(Date.now());
      if (escapes.length === 3 && escapes[2] - escapes[0] < 2000) leave();
    } else if (event.key === "Enter" && field.id === "text" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      document.getElementById("send").click();
    }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-share]") : null;
    if (!link || !navigator.share) return;
    event.preventDefault();
    navigator.share({ url: link.href }).catch(function () {});
  });
  Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  if (!log) return;

  // htmx notes the path it was loaded under; not even that has to stay.
  try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch (blocked) { }

  function say(what) {
    var line = document.getElementById("busy");
    line.textContent = what ? line.getAttribute("data-" + what) : "";
    line.className = what === "lost" ? "busy lost" : "busy";
  }

  // A finger has just left the button, and the keys of a small screen would cover the answer.
  function look(turn, typed) {
    var keys = typed && window.matchMedia("(pointer: fine)").matches;
    turn.scrollIntoView({ block: "start" });
    (keys ? document.getElementById("text") : turn).focus({ preventScroll: true });
  }

  var typed = "";
  document.addEventListener("htmx:beforeRequest", function (event) {
    typed = event.detail.elt.id === "composer" ? document.getElementById("text").value : "";
    say("busy");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var field = document.getElementById("text");
    say(event.detail.successful || event.detail.xhr.status >= 400 && event.detail.xhr.status < 430 ? "" : "lost");
    if (event.detail.successful && typed && field.value === typed) field.value = "";
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    var turn = log.lastElementChild;
    if (event.detail.target !== log) return;
    if (turn.hasAttribute("data-forgot")) while (log.firstElementChild !== turn) log.removeChild(log.firstElementChild);
    if (turn.getAttribute("data-lang")) {
      document.documentElement.lang = turn.getAttribute("data-lang");
      document.documentElement.dir = turn.getAttribute("data-dir");
    }
    look(turn, typed);
    var file = turn.querySelector("[data-download]");
    if (file) file.submit();
  });
})();
