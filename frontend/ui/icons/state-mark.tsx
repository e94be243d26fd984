export type StateName =
  | 'active' | 'warning' | 'inactive' | 'unknown' | 'maintenance'
  | 'connected' | 'disconnected'
  | 'healthy' | 'degraded' | 'down';

/** The shape of each state, the same as its flag on the map: told apart without any colour. */
const SHAPES: Readonly<Record<StateName, { readonly solid: string; readonly sign: string }>> = {
  active: { solid: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z', sign: 'M5 8.300 7.200 10.500 11.200 5.800' },
  warning: { solid: 'M8 1 15.600 14.500H.4z', sign: 'M8 6v3.600M8 11.900v.01' },
  inactive: { solid: 'M5.200 1h5.600L15 5.200v5.600L10.800 15H5.200L1 10.800V5.200z', sign: 'M5.300 5.300l5.400 5.400M10.700 5.300l-5.400 5.400' },
  unknown: { solid: '', sign: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800zM6.200 6.600a1.900 1.900 0 1 1 2.700 1.600c-.7.4-.9.7-.9 1.300M8 11.700v.01' },
  maintenance: { solid: 'M2 2h12v12H2z', sign: 'M6 5.500v5M10 5.500v5' },
  connected: { solid: '', sign: 'M1 8h14M11 4l4 4-4 4' },
  disconnected: { solid: '', sign: 'M1 8h4.500M10.500 8H15M6.500 5l3 6M9.500 5l-3 6' },
  healthy: { solid: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z', sign: 'M5 8.300 7.200 10.500 11.200 5.800' },
  degraded: { solid: 'M8 1 15.600 14.500H.4z', sign: 'M8 6v3.600M8 11.900v.01' },
  down: { solid: 'M5.200 1h5.600L15 5.200v5.600L10.800 15H5.200L1 10.800V5.200z', sign: 'M5.300 5.300l5.400 5.400M10.700 5.300l-5.400 5.400' },
};

/** The shape alone, in the current colour; its sign is cut out in the colour of the surface. */
export function StateShape({ state }: { readonly state: StateName }) {
  const { solid, sign } = SHAPES[state];
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" stroke-linecap="round" stroke-linejoin="round" fill="none" stroke-width="1.7">
      {solid === '' ? null : <path d={solid} fill="currentColor" />}
      <path d={sign} stroke={solid === '' ? 'currentColor' : 'var(--surface)'} />
    </svg>
  );
}

/** Shape and word of a state. */
export function StateMark({ state, label, badge = false }: { readonly state: StateName; readonly label: string; readonly badge?: boolean }) {
  return <span class={`state state--${state}${badge ? ' state--badge' : ''}`}><StateShape state={state} />{label}</span>;
}
