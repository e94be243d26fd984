import type { Server } from '../../../backend/contract/server.ts';
import { connectSelected, edit, maintenance, poll, remove } from '../../interaction/commands/edit-commands.ts';
import { follow } from '../../state/follow.ts';
import { nowMs } from '../../state/clock.ts';
import { ago } from '../../state/format.ts';
import { lastMeasuredMs } from '../../state/samples.ts';
import { iconName } from '../../state/icons/icon-name.ts';
import type { Page } from '../../state/page.ts';
import { statusOf } from '../../state/states.ts';
import { typeName } from '../../state/type-names.ts';
import { number, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { ClusterTags } from './cluster-tags.tsx';
import { ConnectionRows } from './connection-rows.tsx';
import { Gauges, moreFacts } from './gauges.tsx';
import { NetworkRows } from './network-rows.tsx';
import { Facts, PanelFrame, Section } from './panel-frame.tsx';

/** One server: its numbers now, whom it talks to, and everything people said about it. */
export function ServerPanel({ server }: { readonly server: number }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  if (!world?.has(server)) return null;
  const id = world.idOf(server);
  const name = world.nameOf(server);
  const status = statusOf(world, server);
  const type = world.typeOf(server);
  const loaded = page.details.server.value;
  const details = loaded?.id === id ? loaded : null;
  const recent = page.samples.recent(id).value;
  const isMeasured = recent.atMs.length > 0 || (details?.metrics ?? null) !== null;
  return (
    <PanelFrame
      title={name} name="server" onClose={() => void (page.isPanelClosed.value = true)}
      sub={<><StateMark state={status} label={t(`state_${status}`)} badge /><span class="state"><span class="swatch" style={{ background: type?.color }} />{typeName(type)}</span>{world.isLocked(server) ? <span class="state"><Icon name="lock" />{t('locked')}</span> : null}{name === id ? null : <span class="mono">{id}</span>}</>}
      actions={page.mayEdit ? <><CommandButton command={edit} /><CommandButton command={connectSelected} /><CommandButton command={maintenance} iconOnly /><CommandButton command={poll} iconOnly /><CommandButton command={remove} kind="danger" iconOnly /></> : undefined}
    >
      {(details?.problem ?? null) === null ? null : <p class="problem"><Icon name="problems" /><span>{details?.problem}</span></p>}
      <Section title={t('now')} aside={<LastSeen details={details} />}>
        {isMeasured ? <Gauges id={id} /> : <p class="soft">{details?.source.kind === 'none' ? `${t('not_measured')}${page.mayEdit ? ` ${t('not_measured_hint')}` : ''}` : t('no_numbers')}</p>}
        {isMeasured && moreFacts(recent).length > 0 ? <details class="more-numbers"><summary><Icon name="chevron_down" />{t('more_numbers')}</summary><Facts facts={moreFacts(recent)} /></details> : null}
      </Section>
      <Section title={`${t('connections_title')} · ${number(world.connectionsOf(server).length)}`}><ConnectionRows server={server} /></Section>
      {world.clustersOf(server).length === 0 ? null : <Section title={t('clusters')}><ClusterTags clusters={world.clustersOf(server)} /></Section>}
      {world.networks.of(server).length === 0 ? null : <Section title={t('networks')}><NetworkRows networks={world.networks.of(server)} /></Section>}
      <Section title={t('details')}><Facts facts={[...factsOf(details, world, server), [t('icon'), iconName(world, server)]]} /></Section>
      {details === null || Object.keys(details.tags).length === 0 ? null : (
        <Section title={t('tags')}><div class="tags">{Object.entries(details.tags).map(([key, value]) => <span class="tag" key={key}><b>{key}</b>{value}</span>)}</div></Section>
      )}
      {details === null || details.notes === '' ? null : <Section title={t('notes')}><p class="notes">{details.notes}</p></Section>}
    </PanelFrame>
  );
}

function LastSeen({ details }: { readonly details: Server | null }) {
  const page = usePage();
  follow(page.samples.version);
  if (details === null) return null;
  const sampledMs = lastMeasuredMs(page.samples.recent(details.id).value);
  const seenMs = Math.max(sampledMs ?? 0, details.last_seen_at === null ? 0 : Date.parse(details.last_seen_at));
  return <span class="soft">{seenMs === 0 ? t('never_seen') : ago(new Date(seenMs).toISOString(), nowMs())}</span>;
}

function factsOf(details: Server | null, world: NonNullable<Page['world']>, server: number): (readonly [string, string])[] {
  return [
    [t('ip'), world.ipOf(server)],
    [t('addresses'), details?.addresses.map((address) => (address.interface === '' ? address.ip : `${address.interface} ${address.ip}`)).join(', ') ?? ''],
    [t('region'), world.regionOf(server)],
    [t('hostname'), details?.hostname ?? ''],
    [t('os'), details?.os ?? ''],
    [t('parent'), details?.parent ?? ''],
    [t('source'), details === null ? '' : sourceText(details)],
    // Where it stands on what is seen: a view may have a place of its own for it.
    [t('position'), `${number(world.servers.x[server] ?? 0, 1)} · ${number(world.servers.y[server] ?? 0, 1)}`],
  ];
}

function sourceText({ source }: Server): string {
  const kind = t(`source_${source.kind}`);
  return source.kind === 'ssh' ? `${kind} (${source.user ?? 'root'}:${source.port ?? 22})` : source.kind === 'node_exporter' ? `${kind} (:${source.port ?? 9100})` : kind;
}
