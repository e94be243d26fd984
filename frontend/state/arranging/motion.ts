const LASTS_MS = 480;

/** Runs `step` with the part of the way that is done, frame by frame, up to 1. Returns how to stop it. */
export function moveSlowly(step: (part: number) => void): () => void {
  let begun = -1;
  let frame = requestAnimationFrame(function next(now) {
    if (begun < 0) begun = now;
    const part = Math.min(1, (now - begun) / LASTS_MS);
    frame = part < 1 ? requestAnimationFrame(next) : 0;
    step(part === 1 ? 1 : 1 - (1 - part) ** 3);
  });
  return () => cancelAnimationFrame(frame);
}
