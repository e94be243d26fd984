/** Text that wants a place. Coordinates are pixels at the scale of the tiles; `priority` decides who stays. */
export type LabelBox = {
  readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number; readonly priority: number;
  /** Places where the same text may stand instead, all of less priority. Asked for only where it touches another. */
  readonly others?: () => readonly LabelBox[];
};

const ROUNDS = 3;
const BUCKET = 128;

/**
 * How far beyond a rectangle labels must be known to decide those within: a label's fate hangs on its neighbours, and
 * theirs on their own, once per round.
 */
export function labelReach(widest: number): number {
  return widest * ROUNDS;
}

/**
 * The labels that may be drawn without touching each other. In each round those stay that are the most important among
 * all they touch, and whatever touches them goes; so do the other places of the same text. So the answer depends on the neighbourhood
 * alone, not on where a picture begins: two tiles never decide differently. Equal priorities are told apart by place.
 */
export function placeLabels<T extends LabelBox>(wanted: readonly T[]): T[] {
  const labels = [...wanted];
  const buckets = new Map<number, number[]>();
  const sameText = new Map<number, readonly number[]>();
  const put = (label: T, index: number): void => eachBucket(label, (key) => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(index);
    else buckets.set(key, [index]);
  });
  labels.forEach(put);
  const crowded = wanted.flatMap((label, index) => (label.others !== undefined && anyTouching(label, index, labels, buckets, () => true) ? [{ index, others: label.others() as readonly T[] }] : []));
  for (const { index, others } of crowded) {
    const all = [index, ...others.map((_, at) => labels.length + at)];
    for (const one of all) sameText.set(one, all);
    for (const other of others) put(other, labels.push(other) - 1);
  }
  const anyRival = (index: number, test: (other: number) => boolean): boolean =>
    sameText.get(index)?.some((other) => other !== index && test(other)) === true || anyTouching(labels[index] as T, index, labels, buckets, test);
  const state = new Uint8Array(labels.length); // 0 open, 1 stays, 2 goes
  for (let round = 0; round < ROUNDS; round++) {
    const winners: number[] = [];
    labels.forEach((label, index) => {
      if (state[index] === 0 && !anyRival(index, (other) => state[other] === 0 && wins(labels[other] as T, label))) winners.push(index);
    });
    for (const winner of winners) state[winner] = 1;
    for (const winner of winners) {
      anyRival(winner, (other) => {
        if (state[other] === 0) state[other] = 2;
        return false;
      });
    }
  }
  return labels.filter((_, index) => state[index] === 1);
}

function wins(a: LabelBox, b: LabelBox): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  return a.minY !== b.minY ? a.minY < b.minY : a.minX < b.minX;
}

function anyTouching<T extends LabelBox>(label: T, index: number, labels: readonly T[], buckets: ReadonlyMap<number, number[]>, test: (other: number) => boolean): boolean {
  let found = false;
  eachBucket(label, (key) => {
    if (found) return;
    for (const other of buckets.get(key) ?? []) {
      if (other === index) continue;
      const box = labels[other] as T;
      if (box.minX < label.maxX && box.maxX > label.minX && box.minY < label.maxY && box.maxY > label.minY && test(other)) {
        found = true;
        return;
      }
    }
  });
  return found;
}

function eachBucket(box: LabelBox, visit: (key: number) => void): void {
  const lastX = Math.floor(box.maxX / BUCKET);
  const lastY = Math.floor(box.maxY / BUCKET);
  for (let y = Math.floor(box.minY / BUCKET); y <= lastY; y++) {
    for (let x = Math.floor(box.minX / BUCKET); x <= lastX; x++) visit(y * 0x200000 + x);
  }
}
