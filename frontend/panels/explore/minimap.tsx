import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { minimap } from '../../interaction/commands/explore-commands.ts';
import { nowMs } from '../../state/clock.ts';
import { follow } from '../../state/follow.ts';
import { frameOnMinimap, lookAt, MINIMAP, minimapCamera } from '../../state/minimap.ts';
import type { Page } from '../../state/page.ts';
import { t } from '../../state/words.ts';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';

/** Least pause between two paintings, and how many times as long as one painting took. */
const PAUSE_MS = 400;
const PAUSE_PER_COST = 20;

/** The whole world in a corner, with what the map shows of it as a frame. A press or a drag leads there. */
export function Minimap() {
  const page = usePage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => (canvas.current === null ? undefined : keepPainted(page, canvas.current)), []);
  useEffect(() => effect(() => {
    follow(page.map.shape, page.map.world);
    const camera = minimapCamera(page.map);
    if (camera === null || frame.current === null) return;
    const { left, top, width, height } = frameOnMinimap(page.map, camera);
    Object.assign(frame.current.style, { transform: `translate(${left}px, ${top}px)`, width: `${width}px`, height: `${height}px` });
  }), []);
  const lead = (event: PointerEvent): void => {
    const box = canvas.current?.getBoundingClientRect();
    if (box !== undefined) lookAt(page, { x: event.clientX - box.left, y: event.clientY - box.top });
  };
  return (
    <div class="island minimap" data-minimap>
      <div
        class="minimap__map" role="img" aria-label={t('minimap_about')} style={{ width: `${MINIMAP.width}px`, height: `${MINIMAP.height}px` }}
        onPointerDown={(event) => { event.preventDefault(); event.currentTarget.setPointerCapture(event.pointerId); lead(event); }}
        onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) lead(event); }}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <div class="minimap__frame" ref={frame} />
      </div>
      <div class="minimap__close"><CommandButton command={minimap} iconOnly /></div>
    </div>
  );
}

/** Paints when something changed, and never more often than it can be afforded. */
function keepPainted(page: Page, canvas: HTMLCanvasElement): () => void {
  let timer = 0;
  let isDue = false;
  let freeAtMs = 0;
  let isGone = false;
  // Asked again while it was being painted.
  const wasAsked = (): boolean => isDue;
  const paint = async (): Promise<void> => {
    timer = 0;
    isDue = false;
    const camera = minimapCamera(page.map);
    const before = nowMs();
    if (camera !== null) await page.port?.paintMinimap(canvas, camera, MINIMAP);
    const now = nowMs();
    freeAtMs = now + Math.max(PAUSE_MS, (now - before) * PAUSE_PER_COST);
    canvas.dataset['paintings'] = String(Number(canvas.dataset['paintings'] ?? 0) + 1);
    if (wasAsked()) plan();
  };
  const plan = (): void => {
    isDue = true;
    if (timer === 0 && !isGone) timer = window.setTimeout(() => void paint(), Math.max(0, freeAtMs - nowMs()));
  };
  const stop = effect(() => {
    follow(page.map.shape, page.map.live, page.map.world, page.map.dimmed, page.theme.current);
    plan();
  });
  return () => {
    isGone = true;
    clearTimeout(timer);
    stop();
  };
}
