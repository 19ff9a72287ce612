"use strict";
// Moves and enlarges the drawing, finds nodes by their words, and shows where a node stands in its file.
(() => {
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const sheet = document.getElementById("sheet");
  const svg = sheet.querySelector("svg");
  const panel = document.getElementById("panel");
  const whole = svg.viewBox.baseVal;
  const size = { width: whole.width, height: whole.height };
  const nodes = new Map([...svg.querySelectorAll(".node")].map((each) => [each.dataset.id, each]));
  const ways = [...svg.querySelectorAll(".way")];
  let view = { x: 0, y: 0, width: size.width, height: size.height };

  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const scale = () => Math.max(view.width / sheet.clientWidth, view.height / sheet.clientHeight);

  const zoom = (factor, x, y) => {
    const width = Math.min(size.width * 2, Math.max(120, view.width * factor));
    const by = width / view.width;
    view = { x: x - (x - view.x) * by, y: y - (y - view.y) * by, width, height: view.height * by };
    show();
  };

  // A point of the window as a point of the drawing.
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [at.x, at.y];
  };

  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...point(event));
  }, { passive: false });

  let held = null;
  sheet.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, from: { ...view }, moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (Math.abs(dx) + Math.abs(dy) > 4) { held.moved = true; sheet.classList.add("held"); }
    if (held.moved) { view = { ...view, x: held.from.x - dx * scale(), y: held.from.y - dy * scale() }; show(); }
  });
  addEventListener("pointerup", (event) => {
    const was = held;
    held = null;
    sheet.classList.remove("held");
    const node = was && !was.moved && event.target.closest ? event.target.closest(".node") : null;
    if (node) choose(node.dataset.id);
  });

  const centre = (id) => {
    const box = nodes.get(id).querySelector("rect");
    const [x, y] = [box.x.baseVal.value + box.width.baseVal.value / 2, box.y.baseVal.value + box.height.baseVal.value / 2];
    const width = Math.min(view.width, sheet.clientWidth * 1.2);
    const height = width * sheet.clientHeight / sheet.clientWidth;
    view = { x: x - width / 2, y: y - height / 2, width, height };
    show();
  };

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };

  const link = (id, label, parent) => {
    const button = element("button", label, parent);
    button.type = "button";
    button.addEventListener("click", () => { choose(id); centre(id); });
  };

  const list = (title, edges, other) => {
    if (!edges.length) return;
    element("h2", title, panel);
    const ul = element("ul", "", panel);
    for (const edge of edges) {
      const li = element("li", "", ul);
      link(edge[other], graph.nodes[edge[other]].title, li);
      if (edge.by.length) element("p", edge.by.join(" / "), li);
    }
  };

  function choose(id) {
    const node = graph.nodes[id];
    for (const [each, group] of nodes) group.classList.toggle("chosen", each === id);
    for (const way of ways) way.classList.toggle("lit", way.dataset.from === id || way.dataset.to === id);
    panel.hidden = false;
    panel.replaceChildren();
    element("h2", node.title, panel);
    const told = [node.kind, node.place, node.words ? `${node.words} words` : "", node.met === null ? "" : `met in ${node.met / 10} % of plays`];
    element("p", told.filter(Boolean).join(", "), panel);
    if (node.at) element("p", node.at, panel).id = "at";
    if (node.source) element("pre", node.source, panel);
    list("Leads to", graph.edges.filter((each) => each.from === id), "to");
    list("Led to by", graph.edges.filter((each) => each.to === id), "from");
    show();
  }

  svg.addEventListener("keydown", (event) => {
    const node = event.key === "Enter" && event.target.closest(".node");
    if (node) choose(node.dataset.id);
  });

  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const matches = () => {
    const words = search.value.trim().toLowerCase();
    if (!words) return [...nodes.keys()];
    return [...nodes.keys()].filter((id) => {
      const node = graph.nodes[id];
      return `${id} ${node.title} ${node.place} ${node.source}`.toLowerCase().includes(words);
    });
  };
  search.addEventListener("input", () => {
    const hits = new Set(matches());
    for (const [id, group] of nodes) group.classList.toggle("faint", !hits.has(id));
    found.textContent = search.value.trim() ? `${hits.size} found` : "";
  });
  search.addEventListener("keydown", (event) => {
    const first = event.key === "Enter" && search.value.trim() && matches()[0];
    if (first) { choose(first); centre(first); }
  });

  const mode = document.getElementById("mode");
  const colour = () => {
    for (const [id, group] of nodes) group.querySelector("rect").setAttribute("fill", graph.colours[mode.value][id]);
    document.getElementById("legend").textContent = graph.legend[mode.value];
  };
  mode.addEventListener("change", colour);
  document.getElementById("whole").addEventListener("click", () => {
    view = { x: 0, y: 0, width: size.width, height: size.height };
    show();
  });
  colour();
})();
