import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { commandsFor } from '../interaction/commands/registry.ts';
import { many, t } from '../state/words.ts';
import { CommandList } from './command-list.tsx';
import { usePage } from './page-context.ts';

/** What can be done with what was clicked: by the right button, a long press, or the menu key. */
export function ContextMenu() {
  const page = usePage();
  const request = page.menu.value;
  const element = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState({ x: 0, y: 0 });
  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect();
    if (request === null || box === undefined) return;
    const { width, height } = page.map.size.peek();
    setShift({ x: Math.min(request.at.x, width - box.width - 8), y: Math.max(8, Math.min(request.at.y, height - box.height - 8)) });
  }, [request]);
  useEffect(() => {
    if (request === null) return;
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && element.current?.contains(event.target) !== true) page.menu.value = null;
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [request]);
  if (request === null) return null;
  const close = (): void => {
    page.menu.value = null;
    page.port?.focus();
  };
  const title = titleOf(page);
  return (
    <div class="island menu" ref={element} style={{ left: `${shift.x}px`, top: `${shift.y}px` }} onContextMenu={(event) => event.preventDefault()}>
      {title === '' ? null : <div class="menu__title">{title}</div>}
      <CommandList key={`${request.at.x},${request.at.y}`} commands={commandsFor(page)} label={title === '' ? t('map') : title} onClose={close} />
    </div>
  );
}

function titleOf(page: ReturnType<typeof usePage>): string {
  const world = page.world;
  const [only] = page.selection.servers.value;
  if (world === null) return '';
  const count = page.selection.size.value;
  if (count > 1) return many('selected', count);
  if (only !== undefined) return world.nameOf(only);
  const item = page.selection.item.value;
  if (item === null) return '';
  if (item.kind === 'cluster') return world.clusters[world.clusterIndexOf(item.id)]?.name ?? item.id;
  return item.kind === 'network' ? world.networks.rows[world.networks.indexOf(item.id)]?.name ?? item.id : t(item.kind);
}
