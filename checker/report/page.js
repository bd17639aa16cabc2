// SPDX-License-Identifier: GPL-2.0-only
// Shows the findings of #data. Every text is set as text, never as markup.
"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const levels = ["error", "warning", "note"];
const state = { rule: "", folder: "", fix: "", search: "",
                levels: new Set(levels) };

// el("p.where", {title: ""}, "text", child, …)
function el(name, props, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length)
    node.className = classes.join(" ");
  Object.assign(node, props);
  node.append(...children.filter((child) => child != null));
  return node;
}

function bytesText(text) {
  const bytes = BigInt(text);
  const units = [[1n << 30n, "GiB"], [1n << 20n, "MiB"], [1n << 10n, "KiB"]];
  for (const [unit, name] of units)
    if (bytes && bytes % unit === 0n)
      return `${bytes / unit} ${name}`;
  if (bytes >= (1n << 64n) - 1n)
    return "without bound";
  for (const [unit, name] of units)
    if (bytes >= 10n * unit)
      return `${(Number(bytes) / Number(unit)).toFixed(1)} ${name}`;
  return `${bytes} bytes`;
}

const folderOf = (file) => file.includes("/") ?
  file.slice(0, file.lastIndexOf("/")) || "/" : ".";
const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

// ---- top ----

function showAbout() {
  const t = data.target;
  byId("about").textContent = [
    data.version, t.kernel && `Linux ${t.kernel}`, t.arch,
    `${bytesText(t.page_size)} pages`, `order ${t.max_order}`,
    `kmalloc gives at most ${bytesText(t.limit)}`,
  ].filter(Boolean).join(" · ");
  document.title = `kmcheck: ${plural(data.findings.length, "finding")}`;
}

function showTiles() {
  const s = data.summary;
  const tile = (value, what, kind) => el("div.tile", {},
    el(`b${value ? "." + kind : ""}`, {}, String(value)),
    el("span", {}, what));
  byId("tiles").append(
    tile(s.errors, "errors", "error"),
    tile(s.warnings, "warnings", "warning"),
    tile(s.notes, "notes", "note"),
    tile(s.analysed, "units analysed", "text"),
    tile(s.units - s.analysed, "units not analysed", "warning"));
}

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : systemIsDark.matches;
}

// "" is the system's own.
function setTheme(theme) {
  if (theme)
    document.documentElement.dataset.theme = theme;
  else
    delete document.documentElement.dataset.theme;
  byId("theme").textContent = isDark() ? "light" : "dark";
}

function setUpTheme() {
  const key = "kmcheck-theme";
  let stored = "";
  try {
    stored = localStorage.getItem(key);
  } catch { /* no storage here: the system's theme it is */ }
  setTheme(stored);
  byId("theme").onclick = () => {
    const wantsDark = !isDark();
    setTheme(wantsDark === systemIsDark.matches ? "" :
             wantsDark ? "dark" : "light");
    try {
      localStorage.setItem(key, document.documentElement.dataset.theme ?? "");
    } catch { /* it lasts as long as the page */ }
  };
  systemIsDark.onchange =
    () => setTheme(document.documentElement.dataset.theme);
}

// ---- overview ----

// [{name, counts: {error, warning, note}, total}], most first
function tally(keyOf) {
  const groups = new Map();
  for (const finding of data.findings) {
    const name = keyOf(finding);
    if (!groups.has(name))
      groups.set(name, { name, error: 0, warning: 0, note: 0, total: 0 });
    const group = groups.get(name);
    group[finding.level]++;
    group.total++;
  }
  return [...groups.values()].sort((a, b) => b.total - a.total ||
                                   (a.name < b.name ? -1 : 1));
}

function levelBar(group, most) {
  const bar = el("span.bar");
  for (const level of levels) {
    const part = el(`i.${level}`);
    part.style.width = `${100 * group[level] / most}%`;
    bar.append(part);
  }
  return bar;
}

function showTally(panel, key, keyOf, titleOf) {
  const groups = tally(keyOf);
  const select = byId(key);
  const rows = byId(panel).querySelector(".rows");
  select.append(el("option", { value: "" },
                   key === "rule" ? "all rules" : "all directories"));
  for (const group of groups) {
    select.append(el("option", { value: group.name },
                     `${group.name} (${group.total})`));
    const row = el("button.row",
                   { type: "button", title: titleOf(group.name) },
                   el("span.name", {}, group.name),
                   levelBar(group, groups[0].total),
                   el("span.count", {}, String(group.total)));
    row.dataset.name = group.name;
    row.onclick = () => {
      state[key] = state[key] === group.name ? "" : group.name;
      applyFilters();
    };
    rows.append(row);
  }
  if (!groups.length)
    rows.append(el("p.where", {}, "nothing found"));
  select.onchange = () => { state[key] = select.value; applyFilters(); };
}

// How a request stands to a limit.
function outcome(finding, limit) {
  if (BigInt(finding.min) > limit)
    return "error";
  return BigInt(finding.max) > limit ? "warning" : "good";
}

const outcomeText = { error: "always fails", warning: "can fail",
                      good: "fits" };

const limitName = (limit) =>
  el("span.name", { title: limit.targets.join(", ") },
     el("b", {}, bytesText(limit.bytes)), " ", limit.targets.join(", "));

function showTargets() {
  const sized = data.findings.filter((f) => f.max != null &&
                                     f.rule !== "costly-order");
  const rows = byId("by-target").querySelector(".rows");
  const legend = byId("by-target").querySelector(".legend");
  if (!data.limits.length || !sized.length) {
    byId("by-target").hidden = !data.limits.length;
    rows.append(el("p.where", {}, "no request over a limit"));
    return;
  }
  for (const limit of data.limits) {
    const counts = { error: 0, warning: 0, good: 0 };
    for (const finding of sized)
      counts[outcome(finding, BigInt(limit.bytes))]++;
    const bar = el("span.bar");
    for (const kind of ["error", "warning"]) {
      const part = el(`i.${kind}`);
      part.style.width = `${100 * counts[kind] / sized.length}%`;
      bar.append(part);
    }
    rows.append(el("div.row", { title: limit.targets.join(", ") },
      limitName(limit), bar,
      el("span.count", {}, String(counts.error + counts.warning))));
  }
  legend.append("Requests over each limit: ",
                el("span.error", {}, "always"), ", ",
                el("span.warning", {}, "possibly"), ".");
}

// ---- one finding ----

function codeLine(number, className, ...content) {
  return el(`span.l${className}`, {},
            el("span.n", {}, String(number)),
            el("span.c", {}, ...content), "\n");
}

function excerptNode(excerpt) {
  if (!excerpt)
    return null;
  const pre = el("pre", { tabIndex: 0 });
  excerpt.lines.forEach((line, i) => {
    const number = excerpt.first + i;
    if (i !== excerpt.at)
      pre.append(codeLine(number, "", line));
    else
      pre.append(codeLine(number, ".at", excerpt.parts[0],
                          el("mark", {}, excerpt.parts[1]),
                          excerpt.parts[2]));
  });
  return pre;
}

function stepsNode(finding) {
  const parts = [];
  let list, alternative;
  for (const step of finding.steps) {
    if (!list || step.alternative !== alternative) {
      parts.push(el("h3", {}, list ? "Or, by another way" :
                    "How it comes to this"));
      list = el("ol.steps");
      parts.push(list);
      alternative = step.alternative;
    }
    const where = `${step.file}:${step.line}` +
      (step.function ? ` in ${step.function}()` : "");
    list.append(el("li", {}, step.message, el("span.where", {}, where),
                   excerptNode(step.excerpt)));
  }
  return parts;
}

// The part in which two lines differ, as [same, different, same].
function difference(line, other) {
  let head = 0, tail = 0;
  const most = Math.min(line.length, other.length);
  while (head < most && line[head] === other[head])
    head++;
  while (tail < most - head &&
         line[line.length - 1 - tail] === other[other.length - 1 - tail])
    tail++;
  return [line.slice(0, head), line.slice(head, line.length - tail),
          line.slice(line.length - tail)];
}

function diffLines(pre, hunk, mine, others, sign, className) {
  mine.forEach((line, i) => {
    const parts = mine.length === others.length ?
      difference(line, others[i]) : ["", line, ""];
    pre.append(el(`span.l${className}`, {},
                  el("span.n", {}, `${hunk.line + i} ${sign}`),
                  el("span.c", {}, parts[0], el("b", {}, parts[1]), parts[2]),
                  "\n"));
  });
}

function diffNode(hunks) {
  const pre = el("pre", { tabIndex: 0 });
  let file;
  for (const hunk of hunks) {
    if (hunk.file !== file)
      pre.append(el("span.l.head", {}, hunk.file, "\n"));
    file = hunk.file;
    diffLines(pre, hunk, hunk.old, hunk.new, "-", ".del");
    diffLines(pre, hunk, hunk.new, hunk.old, "+", ".add");
  }
  return pre;
}

function fixNode(finding) {
  const fix = finding.fix;
  const place = fix.place ? ` (${fix.place})` : "";
  const parts = [];
  if (fix.status === "offered") {
    parts.push(el("h3.good", {}, "Rewrite"));
    if (fix.reason)
      parts.push(el("p", {}, fix.reason + place));
    parts.push(diffNode(fix.hunks));
  } else if (fix.reason) {
    parts.push(el("h3", {}, fix.status === "refused" ?
                  "Why it is not rewritten" : "What helps"));
    parts.push(el("p", {}, fix.reason + place));
  }
  return parts;
}

function chartNode(finding) {
  if (finding.max == null || !data.limits.length ||
      finding.rule === "costly-order")
    return [];
  const log = (bytes) => Math.log2(Math.max(1, Number(bytes)));
  const bounds = data.limits.map((limit) => log(limit.bytes));
  const high = Math.max(...bounds, Math.min(log(finding.max), 40)) + 1;
  const low = Math.max(0, Math.min(...bounds, log(finding.min) || 99) - 2);
  const at = (bytes) =>
    Math.min(100, Math.max(0, 100 * (log(bytes) - low) / (high - low)));
  const chart = el("div.chart");
  for (const limit of data.limits) {
    const kind = outcome(finding, BigInt(limit.bytes));
    const fill = el("i");
    fill.style.width = `${at(limit.bytes)}%`;
    const range = el("u");
    range.style.left = `${at(finding.min)}%`;
    range.style.right = `${100 - at(finding.max)}%`;
    const edge = el("u.edge");
    edge.style.left = `calc(${at(finding.max)}% - 2px)`;
    const track = el(`span.track.${kind}`,
                     { title: `limit ${bytesText(limit.bytes)}` },
                     fill, range, edge);
    chart.append(limitName(limit), track, el(`span.value.${kind}`, {}, outcomeText[kind]));
  }
  const request = finding.min === finding.max ? bytesText(finding.max) :
    `${bytesText(finding.min)} to ${bytesText(finding.max)}`;
  return [el("h3", {}, "The request against each target's limit"),
          el("p.where", {}, `Line: the request, ${request}. ` +
             "Bar: the limit, on a logarithmic scale."), chart];
}

function factsNode(finding) {
  const facts = [];
  if (finding.class)
    facts.push(`source: ${finding.class}` +
               (finding.privilege ? ` (${finding.privilege})` : ""));
  if (finding.targets.length)
    facts.push(`fails on ${finding.targets.join(", ")}`);
  if (finding.verified)
    facts.push(finding.verified);
  if (finding.off)
    facts.push(`outside this configuration: ${finding.off}`);
  facts.push(`fingerprint ${finding.id.slice(0, 12)}`);
  return el("p.facts", {}, facts.join(" · "));
}

function bodyNode(finding) {
  return el("div.body", {}, excerptNode(finding.excerpt),
            ...stepsNode(finding), ...fixNode(finding),
            ...chartNode(finding), factsNode(finding));
}

function findingNode(finding) {
  const where = `line ${finding.line}` +
    (finding.function ? ` in ${finding.function}()` : "") +
    (finding.callee ? `, ${finding.callee}` : "");
  const node = el(`details.finding.of-${finding.level}`,
    { id: `f-${finding.id}` },
    el("summary", {},
       el(`span.badge.${finding.level}`, {}, finding.level),
       el("span", {}, el("span.message", {}, finding.message),
          el("div.where", {}, where)),
       el("span.tag", {}, finding.rule)));
  node.addEventListener("toggle", () => {
    if (node.open && !node.querySelector(".body"))
      node.append(bodyNode(finding));
  });
  return node;
}

// ---- the list ----

const files = [];	// {node, findings: [{finding, node, text}]}

function buildList() {
  const list = byId("list");
  let file;
  for (const finding of data.findings) {
    if (!file || file.name !== finding.file) {
      file = { name: finding.file, findings: [],
               node: el("section.file", {}, el("h2.mono", {}, finding.file)) };
      files.push(file);
    }
    const node = findingNode(finding);
    file.findings.push({ finding, node, text:
      `${finding.file} ${finding.function} ${finding.callee} ` +
      `${finding.rule} ${finding.message}`.toLowerCase() });
    file.node.append(node);
  }
  list.append(...files.map((f) => f.node));
  if (data.findings.length && data.findings.length <= 3)
    files.forEach((f) => f.findings.forEach((row) => { row.node.open = true; }));
}

function isShown({ finding, text }) {
  return state.levels.has(finding.level) &&
    (!state.rule || finding.rule === state.rule) &&
    (!state.folder || folderOf(finding.file) === state.folder) &&
    (!state.fix || finding.fix.status === state.fix) &&
    (!state.search || text.includes(state.search));
}

function showEmpty(shown) {
  let empty = byId("empty");
  if (!empty) {
    empty = el("div.empty", { id: "empty" });
    byId("list").prepend(empty);
  }
  empty.hidden = shown > 0;
  empty.replaceChildren(...(data.findings.length ?
    [el("b", {}, "Nothing matches these filters")] :
    [el("b", {}, "No findings"),
     `${plural(data.summary.analysed, "unit")} analysed, ` +
     "no request over what the allocator gives."]));
}

function applyFilters() {
  let shown = 0;
  for (const file of files) {
    let inFile = 0;
    for (const row of file.findings) {
      row.node.hidden = !isShown(row);
      inFile += !row.node.hidden;
    }
    file.node.hidden = !inFile;
    shown += inFile;
  }
  for (const key of ["rule", "folder", "fix"])
    byId(key).value = state[key];
  for (const [panel, key] of [["by-rule", "rule"], ["by-folder", "folder"]])
    for (const row of byId(panel).querySelectorAll("button.row"))
      row.ariaPressed = String(row.dataset.name === state[key]);
  byId("shown").textContent =
    `${shown} of ${plural(data.findings.length, "finding")}`;
  showEmpty(shown);
}

function setUpFilters() {
  const search = byId("search");
  search.oninput = () => {
    state.search = search.value.toLowerCase();
    applyFilters();
  };
  byId("fix").onchange = () => {
    state.fix = byId("fix").value;
    applyFilters();
  };
  for (const level of levels) {
    const button = el(`button.${level}`, { type: "button",
                                           ariaPressed: "true" }, level);
    button.onclick = () => {
      if (!state.levels.delete(level))
        state.levels.add(level);
      button.ariaPressed = String(state.levels.has(level));
      applyFilters();
    };
    byId("levels").append(button);
  }
  byId("clear").onclick = () => {
    Object.assign(state, { rule: "", folder: "", fix: "", search: "",
                           levels: new Set(levels) });
    search.value = "";
    for (const button of byId("levels").children)
      button.ariaPressed = "true";
    applyFilters();
  };
  byId("filters").onsubmit = (event) => event.preventDefault();
  byId("filters").hidden = !data.findings.length;
  byId("overview").hidden = !data.findings.length;
}

function showIncomplete() {
  if (!data.incomplete.length)
    return;
  byId("incomplete").append(el("details", { open: true },
    el("summary", {}, `${plural(data.incomplete.length, "unit")} ` +
       "not analysed"),
    el("ul", {}, ...data.incomplete.map((unit) =>
      el("li", {}, el("code", {}, unit.file), `: ${unit.reason}`)))));
}

// A link to #f-FINGERPRINT opens that finding.
function openLinked() {
  const node = location.hash.startsWith("#f-") &&
    byId(location.hash.slice(1));
  if (node) {
    node.open = true;
    node.scrollIntoView();
  }
}

const summaries = new Map(data.rules.map((rule) => [rule.id, rule.summary]));
setUpTheme();
showAbout();
showTiles();
showTally("by-rule", "rule", (f) => f.rule,
          (id) => summaries.get(id) ?? id);
showTally("by-folder", "folder", (f) => folderOf(f.file), (name) => name);
showTargets();
setUpFilters();
buildList();
showIncomplete();
applyFilters();
openLinked();
window.onhashchange = openLinked;
})();
