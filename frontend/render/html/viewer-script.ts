/**
 * The script of a picture that opens by itself: pan, zoom, search, tooltips. Plain text, so that it is the same to the last byte wherever
 * a page is written and its hash can be told beforehand; `tests/render/standalone-html.test.ts` keeps the hash true.
 */
export const VIEWER_SCRIPT = `'use strict';
{
const { servers, zoom, left, top, halfWidth, halfHeight, words } = JSON.parse(document.getElementById('data').textContent);
const map = document.querySelector('#map svg'), host = document.getElementById('map'), tip = document.getElementById('tip'), search = document.getElementById('search'), found = document.getElementById('found'), count = document.getElementById('count');
const full = map.viewBox.baseVal, all = { x: 0, y: 0, width: full.width, height: full.height };
map.removeAttribute('width'); map.removeAttribute('height');
const ring = document.createElementNS(map.namespaceURI, 'path');
ring.setAttribute('class', 'ring'); ring.setAttribute('visibility', 'hidden'); map.append(ring);
let view = { ...all };
const spots = servers.map(([x, y]) => [(x - y) * halfWidth * zoom - left, (x + y) * halfHeight * zoom - top]);
const plain = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
const texts = servers.map(([, , ...rest]) => plain(rest.join(' ')));
function show(next) {
  const most = Math.max(all.width, all.height) * 3, least = 60;
  const width = Math.min(most, Math.max(least, next.width));
  view = { x: next.x, y: next.y, width, height: next.height * (width / next.width) };
  map.setAttribute('viewBox', [view.x, view.y, view.width, view.height].map((part) => part.toFixed(2)).join(' '));
}
function scale() {
  return Math.min(host.clientWidth / view.width, host.clientHeight / view.height);
}
function toMap(clientX, clientY) {
  const box = host.getBoundingClientRect(), k = scale();
  return [view.x + view.width / 2 + (clientX - box.left - box.width / 2) / k, view.y + view.height / 2 + (clientY - box.top - box.height / 2) / k];
}
function toScreen(x, y) {
  const box = host.getBoundingClientRect(), k = scale();
  return [box.left + box.width / 2 + (x - view.x - view.width / 2) * k, box.top + box.height / 2 + (y - view.y - view.height / 2) * k];
}
function zoomBy(by, x, y) {
  show({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, width: view.width * by, height: view.height * by });
}
function middle() { return [view.x + view.width / 2, view.y + view.height / 2]; }
function under(x, y) {
  let best = -1, least = 1;
  spots.forEach(([spotX, spotY], at) => {
    const across = Math.abs(x - spotX) / (halfWidth * zoom), up = y - spotY;
    const away = up < 0 ? Math.max(across / 0.8, -up / (halfHeight * 2.1 * zoom)) : across + up / (halfHeight * zoom);
    if (away < least || (away < 1 && best >= 0 && spotY > spots[best][1])) { best = at; least = Math.min(least, away); }
  });
  return best;
}
function tell(at) {
  tip.hidden = at < 0;
  if (at < 0) return;
  const [, , name, ...facts] = servers[at];
  tip.textContent = '';
  const title = document.createElement('strong'), list = document.createElement('dl');
  title.textContent = name;
  facts.forEach((fact, place) => {
    if (fact === '' || (place === 0 && fact === name)) return;
    const term = document.createElement('dt'), value = document.createElement('dd');
    term.textContent = words[place]; value.textContent = fact;
    list.append(term, value);
  });
  tip.append(title, list);
  const [x, y] = toScreen(spots[at][0], spots[at][1] + halfHeight * zoom);
  tip.style.left = Math.max(8, Math.min(innerWidth - tip.offsetWidth - 8, x - tip.offsetWidth / 2)) + 'px';
  tip.style.top = Math.max(8, Math.min(innerHeight - tip.offsetHeight - 8, y + 10)) + 'px';
}
function mark(at) {
  ring.setAttribute('visibility', at < 0 ? 'hidden' : 'visible');
  if (at < 0) return;
  const [x, y] = spots[at], w = halfWidth * zoom * 1.1, h = halfHeight * zoom * 1.1;
  ring.setAttribute('d', 'M' + [x, y - h, x + w, y, x, y + h, x - w, y].join(' ') + 'z');
}
function fly(at) {
  const width = Math.min(all.width, halfWidth * zoom * 24), height = width * (host.clientHeight / Math.max(1, host.clientWidth));
  show({ x: spots[at][0] - width / 2, y: spots[at][1] - height / 2, width, height });
  mark(at); tell(at);
}
function look() {
  const wanted = plain(search.value).split(/\\s+/).filter(Boolean);
  const hits = wanted.length === 0 ? [] : texts.flatMap((text, at) => (wanted.every((word) => text.includes(word)) ? [at] : []));
  found.textContent = '';
  count.textContent = wanted.length === 0 ? '' : String(hits.length);
  for (const at of hits.slice(0, 12)) {
    const item = document.createElement('li'), button = document.createElement('button');
    button.type = 'button'; button.textContent = servers[at][2]; button.dataset.server = servers[at][3];
    button.onclick = () => fly(at);
    item.append(button); found.append(item);
  }
  if (wanted.length === 0) { mark(-1); tell(-1); }
  return hits;
}
const hands = new Map();
host.addEventListener('pointerdown', (event) => { hands.set(event.pointerId, event); host.setPointerCapture(event.pointerId); });
host.addEventListener('pointermove', (event) => {
  const before = hands.get(event.pointerId);
  if (before === undefined) { tell(under(...toMap(event.clientX, event.clientY))); return; }
  const others = [...hands.values()].filter((hand) => hand.pointerId !== event.pointerId);
  const k = scale();
  if (others.length === 0) show({ ...view, x: view.x - (event.clientX - before.clientX) / k, y: view.y - (event.clientY - before.clientY) / k });
  else {
    const apart = (a, b) => Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
    zoomBy(apart(before, others[0]) / apart(event, others[0]), ...toMap((event.clientX + others[0].clientX) / 2, (event.clientY + others[0].clientY) / 2));
  }
  hands.set(event.pointerId, event);
  tip.hidden = true;
});
for (const end of ['pointerup', 'pointercancel']) host.addEventListener(end, (event) => {
  const start = hands.get(event.pointerId);
  hands.delete(event.pointerId);
  if (start !== undefined && end === 'pointerup' && hands.size === 0) { const at = under(...toMap(event.clientX, event.clientY)); tell(at); }
});
host.addEventListener('pointerleave', () => { if (hands.size === 0) tell(-1); });
host.addEventListener('wheel', (event) => { event.preventDefault(); zoomBy(Math.exp(Math.max(-60, Math.min(60, event.deltaY * (event.deltaMode === 1 ? 16 : 1))) / 300), ...toMap(event.clientX, event.clientY)); }, { passive: false });
host.addEventListener('dblclick', () => show({ ...all }));
host.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step) show({ ...view, x: view.x + step[0] * view.width * 0.1, y: view.y + step[1] * view.height * 0.1 });
  else if (event.key === '+' || event.key === '=') zoomBy(0.8, ...middle());
  else if (event.key === '-') zoomBy(1.25, ...middle());
  else if (event.key === '0') show({ ...all });
  else return;
  event.preventDefault();
});
document.getElementById('in').onclick = () => zoomBy(0.8, ...middle());
document.getElementById('out').onclick = () => zoomBy(1.25, ...middle());
document.getElementById('all').onclick = () => show({ ...all });
search.addEventListener('input', look);
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') { const [first] = look(); if (first !== undefined) fly(first); }
  if (event.key === 'Escape') { search.value = ''; look(); }
});
addEventListener('keydown', (event) => { if (event.key === '/' && event.target !== search) { event.preventDefault(); search.select(); } });
document.documentElement.dataset.ready = 'true';
}
`;

/** Base64 of the SHA-256 of the script, for the page's own policy. */
export const VIEWER_SCRIPT_HASH = 'CK0uVbQsQZiTLQGnzMMxbm6uMv5MznlYzulTcz+W7h4=';
