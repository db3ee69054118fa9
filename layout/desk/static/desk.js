// The desk in the browser. The server says everything there is as data (/state); this file shows it.
// All text goes in as text: nothing the server says is ever read as HTML.
"use strict";

const token = document.querySelector("meta[name=token]").content;
const main = document.getElementById("main");
const tabs = document.getElementById("tabs");
const statusLine = document.getElementById("status");
const problemBox = document.getElementById("problem");
const help = document.getElementById("help");

let state = null;
let drawn = "";
let pending = ""; // the story to be shown on the page that is gone to
const view = {
  page: "", mode: "", story: "", finding: -1,
  zoom: "whole", marks: true,
  older: 0, signer: "", how: "slider", split: 50, changes: null, change: -1,
};
const ZOOMS = ["whole", "width", "full"];
const ZOOM_WORDS = { whole: "Page", width: "Width", full: "100 %" };
const HOLE = 2; // so many empty lines at a story's end are not worth a word on the page

// ---- small tools ------------------------------------------------------------------------------------------------

// h("a", {class: "x", href: "#"}, "text", child): an element. Keys that begin with "on" are listeners.
function h(name, keys, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(keys || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function place(element, rect) {
  for (const side of ["left", "top", "width", "height"]) element.style[side] = rect[side] + "%";
  return element;
}

// Pages come in other formats than tabloid: the styles are told a page's proportions and its full width.
function sized(page, element) {
  element.style.setProperty("--ratio", page.size.width / page.size.height);
  element.style.setProperty("--full", page.size.width + "px");
  return element;
}

const pageOf = (id) => state.pages.find((page) => page.id === id);
const storyOf = (page, id) => (page.stories || []).find((story) => story.id === id);
const picture = (page, mark, small) => `picture/${page}/${mark}${small ? "-small" : ""}.jpg`;

// A picture that was shown once is kept as an element, so that drawing the view again does not make it flicker.
const pictures = new Map();
function image(source, keys) {
  let element = pictures.get(source);
  if (!element) {
    element = h("img", { src: source, decoding: "async" });
    pictures.set(source, element);
    if (pictures.size > 60) pictures.delete(pictures.keys().next().value);
  }
  for (const [key, value] of Object.entries(keys)) element.setAttribute(key, value);
  return element;
}

// Waits until the newest pictures are here, so that a page changes in one blink and not line by line.
async function ready(fresh) {
  const wanted = fresh.pages.filter((page) => page.version && (page.id === view.page || !view.page));
  const sources = wanted.map((page) => picture(page.id, page.mark, !view.page));
  const slow = new Promise((done) => setTimeout(done, 3000));
  await Promise.race([slow, Promise.all(sources.map((source) => image(source, {}).decode().catch(() => null)))]);
}

function fitWord(story) {
  if (story.over_characters) return `超${story.over_characters}字`;
  if (story.under_characters) return `缺${story.under_characters}字`;
  return "正好";
}
const fitClass = (story) => (story.over_characters ? "over" : story.under_characters ? "under" : "good");
const isOff = (story) => story.over_characters > 0 || story.under_lines > HOLE;
const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

function counts(page) {
  const found = page.findings || [];
  const errors = found.filter((finding) => finding.severity === "error").length;
  const warnings = found.filter((finding) => finding.severity === "warning").length;
  return { errors, warnings };
}

// How a page stands: a class for its colour and a word or two.
function standing(page) {
  const { errors, warnings } = counts(page);
  if (page.failed) return ["bad", page.version ? "not built: last good page" : "not built"];
  if (page.building) return ["busy", "building…"];
  if (page.waiting) return ["busy", page.version ? "waiting: last build" : "waiting"];
  if (!page.version) return ["busy", "…"];
  if (!page.checked) return ["busy", "checking…"];
  if (!page.fit) return ["bad", plural(errors, "error")];
  if (warnings) return ["warn", plural(warnings, "warning")];
  return ["good", "ready"];
}

function address(page, mode) {
  return "#/" + [page, mode].filter(Boolean).join("/");
}
function go(page, mode) {
  location.hash = address(page, mode);
  follow();
}

// ---- the frame ---------------------------------------------------------------------------------------------------

function drawFrame() {
  document.title = `${view.page ? view.page + " · " : ""}${state.paper || state.folder} · desk`;
  tabs.replaceChildren(
    ...state.pages.map((page) =>
      h("a", {
        href: address(page.id, view.page ? view.mode : ""),
        class: standing(page)[0],
        "aria-current": page.id === view.page ? "page" : false,
        title: `${page.id} ${page.section}: ${standing(page)[1]}`,
      }, page.id)
    )
  );
  const waiting = state.pages.filter((page) => page.waiting).length;
  let words = "Up to date";
  let kind = "good";
  if (state.problem.length) [words, kind] = ["Files need mending", "bad"];
  else if (state.building) [words, kind] = [`Building ${state.building}${waiting > 1 ? `, ${waiting - 1} more due` : ""}`, "busy"];
  else if (state.pages.some((page) => page.failed)) [words, kind] = ["A page could not be built", "bad"];
  else if (waiting) [words, kind] = [plural(waiting, "page") + " due", "busy"];
  else if (state.pages.some((page) => page.version && !page.fit)) [words, kind] = ["Not fit to print yet", "bad"];
  statusLine.className = kind;
  if (statusLine.textContent !== words) statusLine.textContent = words;
  drawProblem();
}

function where(finding) {
  return finding.file ? `${finding.file}${finding.line ? ":" + finding.line : ""}` : "";
}

function drawProblem() {
  const failed = state.pages.filter((page) => page.failed && (!view.page || page.id === view.page));
  const found = state.problem.filter((finding) => finding.severity === "error");
  problemBox.hidden = !found.length && !failed.length;
  if (problemBox.hidden) return problemBox.replaceChildren();
  const title = found.length
    ? `${plural(found.length, "error")} in the files. The pages shown are the last good ones.`
    : "The page shown is the last good one.";
  problemBox.replaceChildren(
    h("strong", {}, title),
    h("ul", {},
      found.slice(0, 8).map((finding) =>
        h("li", {}, where(finding) && fileChip(where(finding)), " ", finding.message, finding.hint && h("small", {}, finding.hint))
      ),
      failed.map((page) => h("li", {}, h("b", {}, page.id), " ", h("span", { class: "lines" }, page.failed)))
    ),
    found.length > 8 ? h("p", {}, `and ${found.length - 8} more`) : ""
  );
}

function fileChip(text) {
  return h("button", {
    type: "button", class: "file", title: "Copy the path",
    onclick: (event) => {
      event.stopPropagation();
      const button = event.currentTarget;
      navigator.clipboard.writeText(text).then(() => {
        button.classList.add("copied");
        setTimeout(() => button.classList.remove("copied"), 1200);
      }, () => null);
    },
  }, text);
}

// ---- all pages ---------------------------------------------------------------------------------------------------

function drawSheet() {
  return h("div", { class: "all" },
    h("div", { class: "sheet" },
      state.spreads.map((spread) => h("div", { class: "spread" }, spread.map((id) => sheetPage(pageOf(id)))))),
    openCopy()
  );
}

// What is still to be cut or to be added in the whole edition, page by page.
function openCopy() {
  const rows = state.pages.flatMap((page) => (page.stories || []).filter((story) => fitClass(story) !== "good").map((story) => [page, story]));
  if (!rows.length) return null;
  const sum = (key) => rows.reduce((total, [, story]) => total + story[key], 0);
  const words = [sum("over_characters") && `超${sum("over_characters")}字`, sum("under_characters") && `缺${sum("under_characters")}字`];
  return h("section", { class: "open" },
    h("h2", {}, "Copy to cut or to add", h("small", {}, words.filter(Boolean).join(" "))),
    h("ul", {}, rows.map(([page, story]) => h("li", {},
      h("a", { href: address(page.id), onclick: () => { pending = story.id; }, "data-key": `open-${page.id}-${story.id}` },
        h("b", {}, page.id), h("span", { class: "head", lang: state.language }, story.headline),
        h("span", { class: `fit ${fitClass(story)}` }, fitWord(story)))))));
}

function sheetPage(page) {
  const [kind, words] = standing(page);
  const off = (page.stories || []).filter(isOff);
  return h("a", { class: `leaf ${kind}`, href: address(page.id), "data-key": page.id },
    h("span", { class: "paper" },
      page.version
        ? [image(picture(page.id, page.mark, true), { alt: `Page ${page.id}`, width: page.size.width, height: page.size.height }),
           off.map((story) => place(h("span", { class: `flag ${fitClass(story)}` }, h("span", {}, fitWord(story))), story.rect))]
        : h("span", { class: "blank" })
    ),
    h("span", { class: "label" },
      h("b", {}, page.id), h("span", { lang: state.language, class: "section" }, page.section),
      page.sign.state !== "unsigned" && h("span", { class: `signed ${signing(page)[0]}`, title: signing(page)[1] }, signing(page)[2]), h("span", { class: `state ${kind}` }, words)
    )
  );
}

// ---- one page ----------------------------------------------------------------------------------------------------

function drawPage(page) {
  const story = storyOf(page, view.story);
  return h("div", { class: "work" },
    h("div", { class: `stage ${view.zoom}`, tabindex: -1, "data-keep": "stage-" + page.id }, page.version ? paper(page) : h("p", { class: "empty" }, standing(page)[1])),
    h("aside", { class: "panel", "aria-label": `Page ${page.id}`, "data-keep": "panel-" + page.id },
      panelHead(page),
      signBox(page),
      story ? storyCard(page, story) : null,
      h("section", {},
        h("h2", {}, "Copyfit", h("small", {}, sums(page))),
        h("ul", { class: "stories" }, (page.stories || []).map((each) => storyRow(each)))
      ),
      findingsList(page)
    )
  );
}

function paper(page) {
  const figure = sized(page, h("figure", { class: "paper" },
    image(picture(page.id, page.mark), { alt: `Page ${page.id}`, width: page.size.width, height: page.size.height }),
    (page.stories || []).map((story) =>
      place(h("button", {
        type: "button",
        class: `spot ${fitClass(story)}${isOff(story) ? " off" : ""}`,
        "data-key": "spot-" + story.id,
        "aria-pressed": String(story.id === view.story),
        "aria-label": `${story.headline}: ${fitWord(story)}`,
        onclick: () => choose(story.id === view.story ? "" : story.id),
      }, h("span", { class: "chip" }, fitWord(story))), story.rect)
    ),
    view.marks && (page.findings || []).map((finding, number) =>
      finding.rect && place(h("button", {
        type: "button",
        class: `mark ${finding.severity}`,
        "data-key": "mark-" + number,
        "aria-pressed": String(number === view.finding),
        "aria-label": `Finding ${number + 1}: ${finding.message}`,
        title: finding.message,
        onclick: () => { view.finding = number === view.finding ? -1 : number; draw(); reveal(".finding[data-on]"); },
      }, h("span", {}, number + 1)), atLeast(finding.rect))
    )
  ));
  figure.addEventListener("dblclick", (event) => zoomAt(event));
  return figure;
}

// A mark is large enough to be seen and touched, and stays on the page.
function atLeast(rect) {
  const width = Math.max(rect.width, 2.5), height = Math.max(rect.height, 1.6);
  return { width, height, left: Math.min(Math.max(0, rect.left - (width - rect.width) / 2), 100 - width), top: Math.min(Math.max(0, rect.top - (height - rect.height) / 2), 100 - height) };
}

function panelHead(page) {
  const [kind, words] = standing(page);
  const version = page.versions[page.versions.length - 1];
  const output = page.folder ? (page.folder.endsWith(".proof") ? "proof" : "output") : "";
  return h("header", {},
    h("h1", {}, page.id, " ", h("span", { lang: state.language }, page.section)),
    h("p", { class: `state ${kind}` }, words),
    version && h("p", { class: "made" }, `version of ${version.made}`),
    h("div", { class: "tools" },
      page.version && zoomSwitch(),
      page.versions.length > 1
        ? h("a", { class: "button", href: address(page.id, "compare"), "data-key": "compare" }, "Compare")
        : page.version && h("span", { class: "button off", title: "There is no version before this one yet" }, "Compare"),
      (state.plans[page.id] || []).length > 0 &&
        h("a", { class: "button", href: address(page.id, "plans"), "data-key": "plans" }, `Plans (${state.plans[page.id].length})`),
      output && h("a", { class: "button", href: `${output}/pages/${page.id}.pdf`, target: "_blank", rel: "noopener" }, "PDF"),
      output && h("a", { class: "button", href: `${output}/report.html`, target: "_blank", rel: "noopener" }, "Report")
    )
  );
}

// ---- sign-off ----------------------------------------------------------------------------------------------------

// How a page stands with its sign-off: a class for its colour, a word or two, and one where there is little room.
function signing(page) {
  if (page.sign.state === "signed") return ["good", "signed", "signed"];
  if (page.sign.state === "changed") return ["warn", "changed since signed", "changed"];
  return ["quiet", "not signed", ""];
}

// Why a page cannot be signed as it is shown, "" if it can be.
function unsignable(page) {
  if (!page.version || page.building || page.waiting || !page.checked) return "The page is being built.";
  if (page.failed) return "The page could not be built.";
  if (page.folder.endsWith(".proof")) return "A proof is not signed.";
  return "";
}

function signBox(page) {
  if (!page.version || !state.can_sign) return null;
  const [kind, words] = signing(page), sign = page.sign, why = unsignable(page);
  const signed = sign.state === "signed";
  const give = (event) => {
    event.preventDefault();
    keepName(view.signer);
    order("sign", { page: page.id, n: page.version, name: view.signer, withdraw: signed });
  };
  return h("section", { class: "signoff", "aria-label": "Sign-off" },
    h("h2", {}, "Sign-off", h("small", { class: `signed ${kind}`, "data-key": "signed" }, words)),
    sign.name && h("p", {}, `${sign.name}, ${sign.when}, version ${sign.number}`),
    sign.note && h("p", { class: "quiet" }, sign.note),
    sign.since.length > 0 && h("ul", { class: "since", lang: state.language }, sign.since.map((change) => h("li", {}, change))),
    h("form", { onsubmit: give },
      h("label", {}, "Name ", h("input", { type: "text", name: "name", autocomplete: "name", maxlength: 80, required: true, value: view.signer, "data-key": "signer", oninput: (event) => { view.signer = event.target.value; } })),
      h("button", { type: "submit", "data-key": "sign", disabled: !signed && why !== "" }, signed ? "Withdraw" : `Sign ${page.id}`)),
    !signed && why && h("p", { class: "quiet" }, why)
  );
}

const NAME = "banmian-name";
function keptName() {
  try { return localStorage.getItem(NAME) || ""; } catch (error) { return ""; }
}
function keepName(name) {
  try { localStorage.setItem(NAME, name); } catch (error) { /* a browser that keeps nothing */ }
}

function sums(page) {
  const stories = page.stories || [];
  const over = stories.reduce((sum, story) => sum + story.over_characters, 0);
  const under = stories.reduce((sum, story) => sum + story.under_characters, 0);
  const words = [];
  if (over) words.push(`超${over}字`);
  if (under) words.push(`缺${under}字`);
  return words.length ? words.join(" ") : stories.length ? "all fit" : "";
}

function storyRow(story) {
  return h("li", {},
    h("button", {
      type: "button", class: "row", "data-key": "row-" + story.id, "aria-pressed": String(story.id === view.story),
      onclick: () => { choose(story.id === view.story ? "" : story.id); },
    },
      h("span", { class: "head", lang: state.language }, story.headline),
      h("span", { class: `fit ${fitClass(story)}` }, fitWord(story)),
      h("span", { class: "measures" }, `${story.characters} characters, ${story.lines}/${story.capacity_lines} lines`,
        story.levers.length > 0 && `, ${plural(story.levers.length, "lever")}`),
      fitClass(story) !== "good" && bar(story)
    )
  );
}

// Lines set against the lines the columns hold; what is over stands out at the right.
function bar(story) {
  const room = Math.max(1, story.capacity_lines), over = story.over_lines, set = Math.max(0, room - story.under_lines);
  const whole = room + over;
  const inside = h("span", { class: "set" }), beyond = h("span", { class: "beyond" });
  inside.style.width = (100 * Math.min(set, room)) / whole + "%";
  beyond.style.width = (100 * over) / whole + "%";
  beyond.style.left = (100 * room) / whole + "%";
  return h("span", { class: "bar", "aria-hidden": "true" }, inside, over > 0 && beyond);
}

function storyCard(page, story) {
  const found = (page.findings || []).filter((finding) => finding.subject === story.id);
  return h("section", { class: `card ${fitClass(story)}`, "aria-label": "Story" },
    h("button", { type: "button", class: "close", "aria-label": "Close", "data-key": "close", onclick: () => choose("") }, "×"),
    h("h2", { lang: state.language }, story.headline),
    h("p", { class: "big" }, fitWord(story),
      story.over_lines > 0 && h("small", {}, `cut ${plural(story.over_lines, "line")}`),
      story.under_lines > 0 && h("small", {}, `${plural(story.under_lines, "line")} left`)),
    bar(story),
    h("dl", {},
      h("dt", {}, "Characters"), h("dd", {}, story.characters),
      h("dt", {}, "Lines"), h("dd", {}, `${story.lines} of ${story.capacity_lines}`),
      h("dt", {}, "Shape"), h("dd", {}, `${plural(story.columns, "column")} × ${plural(story.rows, "row")}`),
      h("dt", {}, "Levers"), h("dd", {}, story.levers.length ? h("ul", {}, story.levers.map((lever) => h("li", {}, lever))) : "none"),
      h("dt", {}, "File"), h("dd", {}, fileChip(story.file))
    ),
    story.over_text && h("p", { class: "overset", lang: state.language }, h("b", {}, "Not on the page: "), story.over_text),
    story.loose_lines && story.loose_lines.length > 0 && h("p", { class: "loose", lang: state.language }, h("b", {}, "Loose: "), story.loose_lines.join(" / ")),
    found.length > 0 && h("ul", { class: "about" }, found.map((finding) => h("li", { class: finding.severity }, finding.message, finding.hint && h("small", {}, finding.hint))))
  );
}

function findingsList(page) {
  const found = page.findings || [];
  if (!page.checked) return h("section", {}, h("h2", {}, "Findings"), h("p", { class: "quiet" }, page.version ? "not looked for yet" : ""));
  return h("section", {},
    h("h2", {}, "Findings", found.length > 0 && h("label", {}, h("input", { type: "checkbox", "data-key": "marks", checked: view.marks, onchange: () => { view.marks = !view.marks; draw(); } }), " marks")),
    found.length
      ? h("ol", { class: "findings" }, found.map((finding, number) =>
          h("li", { class: `finding ${finding.severity}`, "data-on": number === view.finding },
            h("button", { type: "button", "data-key": "finding-" + number, onclick: () => { view.finding = number === view.finding ? -1 : number; draw(); reveal(".mark[aria-pressed=true]"); } },
              h("b", {}, number + 1), h("span", {}, finding.message, finding.hint && h("small", {}, finding.hint))),
            where(finding) && fileChip(where(finding)), h("code", {}, finding.code))))
      : h("p", { class: "quiet" }, "nothing was found")
  );
}

function choose(story) {
  view.story = story;
  draw();
  if (story) reveal(".card");
}

function reveal(selector) {
  const element = main.querySelector(selector);
  if (element) element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function zoomSwitch() {
  return h("span", { class: "switch", role: "group", "aria-label": "Size" },
    ZOOMS.map((zoom) => h("button", { type: "button", class: zoom, "data-key": "zoom-" + zoom, "aria-pressed": String(zoom === view.zoom), onclick: () => { view.zoom = zoom; draw(); } }, ZOOM_WORDS[zoom])));
}

function nextZoom() {
  view.zoom = ZOOMS[(ZOOMS.indexOf(view.zoom) + 1) % ZOOMS.length];
  draw();
}

// A double click brings the place that was meant to full size, and back.
function zoomAt(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
  view.zoom = view.zoom === "full" ? "whole" : "full";
  view.story = "";
  draw();
  const stage = main.querySelector(".stage"), figure = main.querySelector(".paper");
  stage.scrollTo(figure.offsetWidth * x - stage.clientWidth / 2, figure.offsetHeight * y - stage.clientHeight / 2);
}

// ---- two versions of a page --------------------------------------------------------------------------------------

function older(page) {
  const before = page.versions.slice(0, -1);
  return before.find((version) => version.n === view.older) || before[before.length - 1];
}

async function loadChanges(page) {
  const old = older(page);
  if (!old) return;
  const key = `${page.id}/${old.n}/${page.version}`;
  if (view.changes && view.changes.key === key) return;
  view.changes = { key, list: null };
  const answer = await fetch("compare/" + key).catch(() => null);
  const list = answer && answer.ok ? (await answer.json()).changes : [];
  if (view.changes && view.changes.key === key) {
    view.changes = { key, list };
    draw();
  }
}

function drawCompare(page) {
  const old = older(page);
  if (!old) return h("div", { class: "work" }, h("p", { class: "empty" }, "There is only one version of this page yet. Save a change, and compare."));
  loadChanges(page);
  const list = (view.changes && view.changes.list) || [];
  const size = { width: page.size.width, height: page.size.height };
  const now = h("figure", { class: "paper new" }, image(picture(page.id, page.mark), { alt: "now", ...size }), boxes(list, "after"));
  const then = h("figure", { class: "paper old" }, image(picture(page.id, old.mark), { alt: "before", ...size }), boxes(list, "before"));
  const slider = view.how === "slider";
  let body;
  if (slider) {
    const top = h("div", { class: "over" }, then);
    const line = h("span", { class: "line", "aria-hidden": "true" });
    const set = (value) => {
      view.split = Number(value);
      top.style.clipPath = `inset(0 ${100 - view.split}% 0 0)`;
      line.style.left = view.split + "%";
    };
    const range = h("input", { type: "range", min: 0, max: 100, step: 1, value: view.split, "data-key": "split", "aria-label": "before at the left, now at the right", oninput: (event) => set(event.target.value) });
    set(view.split);
    const pair = sized(page, h("div", { class: "pair slider" }, now, top, line));
    const drag = (event) => {
      if (!(event.buttons & 1)) return;
      const box = pair.getBoundingClientRect();
      range.value = Math.max(0, Math.min(100, (100 * (event.clientX - box.left)) / box.width));
      set(range.value);
    };
    pair.addEventListener("pointerdown", drag);
    pair.addEventListener("pointermove", drag);
    body = [h("div", { class: "ends" }, h("span", {}, `before, ${old.made}`), range, h("span", {}, "now")), h("div", { class: "table" }, pair)];
  } else {
    body = [h("div", { class: "table" }, sized(page, h("div", { class: "pair beside" },
      h("div", {}, h("p", {}, `before, ${old.made}`), then), h("div", {}, h("p", {}, "now"), now))))];
  }
  const before = page.versions.slice(0, -1).reverse();
  return h("div", { class: "work compare" },
    h("div", { class: `stage ${view.zoom === "full" ? "width" : view.zoom}`, tabindex: -1, "data-keep": "compare-" + page.id }, body),
    h("aside", { class: "panel", "aria-label": "Changes" },
      h("header", {},
        h("h1", {}, page.id, " ", h("span", {}, "before and now")),
        h("div", { class: "tools" },
          h("button", { type: "button", "data-key": "how", onclick: () => { view.how = slider ? "beside" : "slider"; draw(); } }, slider ? "Side by side" : "Slider"),
          zoomSwitch(),
          h("label", { class: "pick" }, "with ", h("select", { "data-key": "older", onchange: (event) => { view.older = Number(event.target.value); view.change = -1; draw(); } },
            before.map((version) => h("option", { value: version.n, selected: version.n === old.n }, version.made)))),
          h("a", { class: "button", href: address(page.id) }, "Close")
        )
      ),
      h("section", {},
        h("h2", {}, "Changes"),
        !view.changes || !view.changes.list ? h("p", { class: "quiet" }, "comparing…")
          : list.length ? h("ol", { class: "changes" }, list.map((change, number) => h("li", {}, h("button", {
              type: "button", "data-key": "change-" + number, "aria-pressed": String(number === view.change),
              onclick: () => { view.change = number === view.change ? -1 : number; draw(); },
            }, h("b", {}, number + 1), h("span", { lang: state.language }, change.summary,
              change.edits.map((edit) => h("small", { class: "edit" }, edit.before && h("del", {}, edit.before), edit.after && h("ins", {}, edit.after))),
              change.more_edits > 0 && h("small", {}, `and ${change.more_edits} more`))))))
          : h("p", { class: "quiet" }, "The two look the same.")
      )
    )
  );
}

function boxes(list, side) {
  return list.map((change, number) => [
    change[side] && place(h("span", { class: "frame", "data-on": number === view.change }, h("span", {}, number + 1)), change[side]),
    !change.displaced && change.boxes.map((box) => place(h("span", { class: "tint", "data-on": number === view.change }), box)),
  ]);
}

// ---- alternative plans -------------------------------------------------------------------------------------------

function drawPlans(page) {
  const plans = state.plans[page.id] || [];
  if (!plans.length) return h("div", { class: "work" }, h("p", { class: "empty" }, "No alternative plans of this page are there."));
  const head = h("header", {}, h("h1", {}, page.id, " ", h("span", {}, "plans to choose from")), h("a", { class: "button", href: address(page.id) }, "Close"));
  return h("div", { class: "plans" }, head,
    plans.map((plan) => h("figure", { class: plan.chosen ? "plan chosen" : "plan" },
      // Its size is the page's: nothing below it moves while it comes.
      h("img", { src: `plans/${plan.picture}`, alt: `Plan ${plan.n} of page ${page.id}`, ...page.size }),
      h("figcaption", {},
        h("b", {}, `${plan.n}. ${plan.title}`), plan.notes.length > 0 && h("ul", {}, plan.notes.map((note) => h("li", {}, note))),
        plan.chosen ? h("p", { class: "state good" }, "in use")
          : state.can_choose && h("button", { type: "button", "data-key": "plan-" + plan.n, onclick: () => order("choose", { page: page.id, n: plan.n }) }, "Take this plan")))));
}

async function order(name, what) {
  const answer = await fetch(name, { method: "POST", headers: { "X-Token": token, "Content-Type": "application/json" }, body: JSON.stringify(what) }).catch(() => null);
  if (!answer || !answer.ok) {
    const says = answer ? await answer.text() : "The desk does not answer.";
    problemBox.hidden = false;
    problemBox.replaceChildren(h("strong", { class: "lines" }, says));
  }
}

// ---- drawing -----------------------------------------------------------------------------------------------------

function draw() {
  if (!state) return;
  const page = view.page && pageOf(view.page);
  if (view.page && !page) return go("");
  // What did not change is left as it is: a selection, an open list, a picture that is dragged, a button being pressed.
  // What changed between two versions is only shown where they are compared.
  const seen = { ...view, signer: "", changes: view.mode === "compare" ? view.changes : null };
  const now = JSON.stringify([seen, page || [state.pages, state.spreads], state.plans[view.page], state.can_choose]);
  if (now === drawn) return finish();
  drawn = now;
  const key = document.activeElement && document.activeElement.dataset.key;
  const scrolls = new Map();
  for (const element of main.querySelectorAll("[data-keep]")) scrolls.set(element.dataset.keep, [element.scrollLeft, element.scrollTop]);
  const made = !page ? drawSheet() : view.mode === "compare" ? drawCompare(page) : view.mode === "plans" ? drawPlans(page) : drawPage(page);
  main.replaceChildren(made);
  for (const element of main.querySelectorAll("[data-keep]")) {
    const was = scrolls.get(element.dataset.keep);
    if (was) [element.scrollLeft, element.scrollTop] = was;
  }
  if (key) {
    const again = main.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  finish();
}

function finish() {
  drawFrame();
  document.documentElement.dataset.revision = state.revision;
}

// An address that somebody typed or cut off may be none: it leads to all pages.
function readable(hash) {
  try {
    return decodeURIComponent(hash);
  } catch (error) {
    return "";
  }
}

let routed = null;
function route() {
  routed = location.hash;
  const [page, mode] = readable(location.hash.replace(/^#\/?/, "")).split("/");
  if ((page || "") !== view.page) Object.assign(view, { story: "", finding: -1, older: 0, change: -1, changes: null });
  view.page = page || "";
  view.mode = mode || "";
  if (pending) [view.story, pending] = [pending, ""];
  draw();
}

// The event of a new address comes late: a key pressed before it would be taken for one of the page that was left.
function follow() {
  if (routed !== location.hash) route();
}

// ---- keys --------------------------------------------------------------------------------------------------------

function step(list, at, by) {
  return list.length ? list[(at + by + list.length) % list.length] : undefined;
}

function turn(by) {
  const ids = state.pages.map((page) => page.id);
  if (view.page) return go(step(ids, ids.indexOf(view.page), by), view.mode);
  const leaves = [...main.querySelectorAll(".leaf")];
  const at = leaves.indexOf(document.activeElement);
  const next = at < 0 ? leaves[by > 0 ? 0 : leaves.length - 1] : step(leaves, at, by);
  if (next) next.focus();
}

function nextStory(by) {
  const page = pageOf(view.page);
  if (!page || view.mode || !(page.stories || []).length) return false;
  const ids = page.stories.map((story) => story.id);
  const at = ids.indexOf(view.story);
  choose(at < 0 ? ids[by > 0 ? 0 : ids.length - 1] : step(ids, at, by));
  return true;
}

function back() {
  if (view.story || view.finding >= 0) {
    view.finding = -1;
    choose("");
  } else if (view.mode) go(view.page);
  else if (view.page) {
    const was = view.page;
    go("");
    setTimeout(() => { const leaf = main.querySelector(`[data-key="${CSS.escape(was)}"]`); if (leaf) leaf.focus(); }, 50);
  }
}

const KEYS = {
  ArrowLeft: () => turn(-1),
  ArrowRight: () => turn(1),
  ArrowUp: () => nextStory(-1),
  ArrowDown: () => nextStory(1),
  Escape: () => back(),
  z: () => view.page && nextZoom(),
  c: () => view.page && go(view.page, view.mode === "compare" ? "" : "compare"),
  p: () => view.page && (state.plans[view.page] || []).length && go(view.page, view.mode === "plans" ? "" : "plans"),
  m: () => { view.marks = !view.marks; draw(); },
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!state || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  follow();
  const typing = event.target.closest("input, select, textarea");
  if (typing && event.key !== "Escape") return;
  const action = KEYS[event.key];
  if (action && action() !== false) event.preventDefault();
});
document.getElementById("keys").addEventListener("click", () => help.showModal());
window.addEventListener("hashchange", follow);

// ---- news from the server ----------------------------------------------------------------------------------------

let loading = false, again = false;
async function load() {
  if (loading) { again = true; return; }
  loading = true;
  try {
    const answer = await fetch("state", { cache: "no-store" });
    const fresh = await answer.json();
    await ready(fresh);
    state = fresh;
    draw();
  } catch (error) {
    lost();
  } finally {
    loading = false;
    if (again) { again = false; load(); }
  }
}

// A browser keeps six connections to one server, and an event stream holds one: so of all the desk's windows one has it,
// the one that has the lock, and tells the others. When it is closed the next one takes over.
const windows = new BroadcastChannel("desk");
windows.onmessage = (event) => heard(event.data);
navigator.locks.request("desk-events", () => new Promise(() => listen()));

function listen() {
  const stream = new EventSource("events");
  stream.onmessage = () => tell("news");
  stream.onerror = () => {
    tell("lost");
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}
function tell(what) {
  windows.postMessage(what);
  heard(what);
}
function heard(what) {
  if (what === "lost") return lost();
  document.body.classList.remove("lost");
  if (document.hidden) stale = true;
  else load();
}
function lost() {
  document.body.classList.add("lost");
  statusLine.className = "bad";
  statusLine.textContent = "The desk does not answer";
}
// A window nobody looks at draws nothing; it catches up when it is looked at.
let stale = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !stale) return;
  stale = false;
  load();
});

view.signer = keptName();
document.body.classList.add("live");
route();
load();
