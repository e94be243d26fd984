import { interpolateZoom } from 'd3-interpolate';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import { clamp, MAX_SCALE, minScale, panBy, zoomAt, type Camera } from '../scene/camera.ts';
import type { Bounds, Point, Size } from '../scene/space.ts';

/** Pixels that the pointer may move between press and release and still click. */
const CLICK_DISTANCE = 4;
/** Longest flight; short ones take as long as their way needs. */
const FLIGHT_MAX_MS = 900;
/** Powers of two per wheel pixel; a notch of 100 pixels scales by about 1.12. */
const WHEEL_PER_PIXEL = 0.0016;
/** A wheel that pans has come to rest after so long. */
const WHEEL_REST_MS = 150;

export type GestureOptions = {
  readonly camera: Camera;
  bounds(): Bounds;
  size(): Size;
  /** True where a tool of the page wants this press for itself: a selected server, a handle, Shift for the lasso. */
  claims(event: MouseEvent | TouchEvent): boolean;
  reducedMotion(): boolean;
  /** The wheel pans, as touchpads may want it; with Ctrl, which is how a pinch arrives, it zooms all the same. */
  wheelPans?(): boolean;
  /** Every new camera. `gesture` is true until the pointer, the wheel or the flight comes to rest. */
  onCamera(camera: Camera, gesture: boolean): void;
};

/** Moves the camera by drag, wheel, pinch, and on request. */
export type CameraGestures = {
  readonly camera: Camera;
  /** A gesture or a flight is under way. */
  readonly active: boolean;
  /** Shows this camera at once, kept in range; one that is not made of numbers is ignored. */
  set(camera: Camera): void;
  /** Moves the picture's content by screen pixels, as the arrow keys do. */
  panBy(dx: number, dy: number): void;
  /** Scales around a screen point, the middle if none is given. */
  zoomBy(factor: number, at?: Point): void;
  /** Travels there, zooming out on the way if it is far; at once with reduced motion. */
  flyTo(camera: Camera): void;
  destroy(): void;
};

/** Binds d3's zoom to `host`. A primary drag pans wherever it starts unless the page claims it, one with the middle button in any case. */
export function createCameraGestures(host: HTMLElement, options: GestureOptions): CameraGestures {
  const selection = select<HTMLElement, unknown>(host);
  let camera = clamp(options.camera, options.bounds(), options.size());
  let gesture = false;
  let flight = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const emit = (): void => options.onCamera(camera, gesture);
  const behaviour = zoom<HTMLElement, unknown>()
    .filter((event: MouseEvent | TouchEvent | WheelEvent) => {
      // d3 cuts the scale before it keeps the point under the pointer; cutting later would make the map creep.
      behaviour.scaleExtent([minScale(options.bounds(), options.size()), MAX_SCALE]);
      return isWheel(event) ? !pans(event) : isMiddle(event) || (isPrimary(event) && !options.claims(event));
    })
    .extent(() => [[0, 0], [options.size().width, options.size().height]])
    .constrain((transform) => toTransform(clamp(toCamera(transform, options.size()), options.bounds(), options.size()), options.size()))
    .wheelDelta((event) => wheelDelta(event, options))
    .clickDistance(CLICK_DISTANCE)
    .on('start', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      if (event.sourceEvent === null) return;
      land();
      gesture = true;
    })
    .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      camera = toCamera(event.transform, options.size());
      emit();
    })
    .on('end', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      if (event.sourceEvent === null) return;
      gesture = false;
      emit();
    });

  /** d3 keeps the transform on the element; writing it there keeps the next gesture in step. */
  const show = (next: Camera): void => {
    if (![next.x, next.y, next.k].every(Number.isFinite)) return;
    camera = clamp(next, options.bounds(), options.size());
    selection.property('__zoom', toTransform(camera, options.size()));
    emit();
  };
  const land = (): void => {
    cancelAnimationFrame(flight);
    flight = 0;
  };

  const pans = (event: WheelEvent): boolean => options.wheelPans?.() === true && !event.ctrlKey;
  const onWheel = (event: WheelEvent): void => {
    if (!pans(event)) return;
    event.preventDefault();
    land();
    gesture = true;
    const unit = pixelsOf(event, options);
    show(panBy(camera, -event.deltaX * unit, -event.deltaY * unit));
    clearTimeout(rest);
    rest = setTimeout(() => {
      gesture = false;
      emit();
    }, WHEEL_REST_MS);
  };
  host.addEventListener('wheel', onWheel, { passive: false });

  selection.call(behaviour).on('dblclick.zoom', null);
  host.style.touchAction = 'none';
  selection.property('__zoom', toTransform(camera, options.size()));

  return {
    get camera() { return camera; },
    get active() { return gesture; },
    set(next) {
      land();
      gesture = false;
      show(next);
    },
    panBy(dx, dy) {
      land();
      show(panBy(camera, dx, dy));
    },
    zoomBy(factor, at = { x: options.size().width / 2, y: options.size().height / 2 }) {
      land();
      show(zoomAt(camera, options.size(), at, factor, options.bounds()));
    },
    flyTo(target) {
      land();
      const end = clamp(target, options.bounds(), options.size());
      if (options.reducedMotion()) {
        gesture = false;
        show(end);
        return;
      }
      const width = options.size().width;
      const path = interpolateZoom([camera.x, camera.y, width / camera.k], [end.x, end.y, width / end.k]);
      const lasts = Math.min(FLIGHT_MAX_MS, Math.max(200, path.duration * 0.5));
      let begun = -1;
      const step = (now: number): void => {
        if (begun < 0) begun = now;
        const part = Math.min(1, (now - begun) / lasts);
        gesture = part < 1;
        flight = gesture ? requestAnimationFrame(step) : 0;
        if (part === 1) show(end);
        else {
          const [x, y, across] = path(ease(part));
          show({ x, y, k: width / across });
        }
      };
      flight = requestAnimationFrame(step);
    },
    destroy() {
      land();
      clearTimeout(rest);
      host.removeEventListener('wheel', onWheel);
      selection.on('.zoom', null);
    },
  };
}

const ease = (part: number): number => part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;

const isWheel = (event: Event): event is WheelEvent => event.type === 'wheel';

function isPrimary(event: MouseEvent | TouchEvent): boolean {
  return 'touches' in event || (event.button === 0 && !event.ctrlKey);
}

const isMiddle = (event: MouseEvent | TouchEvent): boolean => 'button' in event && event.button === 1;

/** Pixels of one step of a wheel. */
const pixelsOf = ({ deltaMode }: WheelEvent, options: GestureOptions): number => (deltaMode === 1 ? 25 : deltaMode === 2 ? options.size().height : 1);

function wheelDelta(event: WheelEvent, options: GestureOptions): number {
  const unit = pixelsOf(event, options);
  // A pinch on a touchpad arrives as wheel with ctrlKey and small steps.
  return -event.deltaY * unit * WHEEL_PER_PIXEL * (event.ctrlKey ? 8 : 1);
}

function toTransform(camera: Camera, size: Size): ZoomTransform {
  return zoomIdentity.translate(size.width / 2 - camera.x * camera.k, size.height / 2 - camera.y * camera.k).scale(camera.k);
}

function toCamera(transform: ZoomTransform, size: Size): Camera {
  return { x: (size.width / 2 - transform.x) / transform.k, y: (size.height / 2 - transform.y) / transform.k, k: transform.k };
}

