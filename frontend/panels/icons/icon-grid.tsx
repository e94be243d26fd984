import type { ShownIcon } from '../../state/icons/shown-icons.ts';
import { usePage } from '../page-context.ts';

type Props = {
  readonly icons: readonly ShownIcon[];
  /** The one that is chosen now. */
  readonly current?: string | null;
  readonly canDrag?: boolean;
  /** `byKey`: there is no pointer that could go on. */
  readonly onPick: (icon: ShownIcon, byKey: boolean) => void;
};

const STEPS: Readonly<Record<string, 'next' | 'before' | 'below' | 'above'>> = { ArrowRight: 'next', ArrowLeft: 'before', ArrowDown: 'below', ArrowUp: 'above' };

/** Icons as buttons in rows. Arrow keys go from one to the next, over the borders of collections. */
export function IconGrid({ icons, current, canDrag = false, onPick }: Props) {
  const page = usePage();
  return (
    <div class="icons" onKeyDown={onKey}>
      {icons.map((icon) => (
        <button
          key={icon.id} type="button" class="icons__one" data-icon={icon.id} title={icon.title} aria-pressed={current === undefined ? undefined : current === icon.id} draggable={canDrag}
          onClick={(event) => onPick(icon, event.detail === 0)}
          onDragStart={(event) => {
            page.icons.dragged = icon;
            event.dataTransfer?.setData('text/plain', icon.title);
          }}
          onDragEnd={() => { page.icons.dragged = null; }}
        >
          <img src={icon.url} alt="" loading="lazy" draggable={false} class={icon.own?.is_isometric === false ? 'icons__flat' : undefined} />
          <span>{icon.title}</span>
        </button>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = document.activeElement;
  if (step === undefined || !(from instanceof HTMLElement) || from.dataset['icon'] === undefined) return;
  const next = neighbour(from, step);
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** The icon beside, or the nearest one in the row below or above. */
function neighbour(from: HTMLElement, step: 'next' | 'before' | 'below' | 'above'): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('[data-icon]')].filter((one) => one.offsetParent !== null);
  const at = all.indexOf(from);
  if (step === 'next' || step === 'before') return all[at + (step === 'next' ? 1 : -1)];
  const here = from.getBoundingClientRect();
  const sign = step === 'below' ? 1 : -1;
  const rows = all.map((one) => ({ one, box: one.getBoundingClientRect() })).filter(({ box }) => (box.top - here.top) * sign > 4);
  const nearest = Math.min(...rows.map(({ box }) => Math.abs(box.top - here.top)));
  return rows.filter(({ box }) => Math.abs(box.top - here.top) < nearest + 4).sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]?.one;
}
