export type SparklineProps = {
  /** Newest last; null is a gap and stays one. */
  readonly values: readonly (number | null)[];
  /** Value of the top edge; without it the largest of them, so that the shape is seen. */
  readonly top?: number | undefined;
  readonly label: string;
};

const WIDTH = 120;
const HEIGHT = 30;

/** A small line of the last values. */
export function Sparkline({ values, top, label }: SparklineProps) {
  const highest = top ?? Math.max(1e-9, ...values.map((value) => value ?? 0)) * 1.1;
  const runs = runsOf(values, highest);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path class="spark__base" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      {runs.map((run) => <path key={`a${run.start}`} class="spark__area" d={`${run.line}V${HEIGHT}H${run.start}Z`} />)}
      {runs.map((run) => <path key={run.start} class="spark__line" d={run.line} />)}
    </svg>
  );
}

/** Unbroken pieces as path data; a lonely value becomes a short dash, so that it is not lost. */
function runsOf(values: readonly (number | null)[], highest: number): { start: number; line: string }[] {
  const step = WIDTH / Math.max(1, values.length - 1);
  const runs: { start: number; line: string }[] = [];
  let line = '';
  let start = 0;
  let points = 0;
  const close = (): void => {
    if (points === 1) line += 'h2';
    if (points > 0) runs.push({ start, line });
    line = '';
    points = 0;
  };
  values.forEach((value, index) => {
    if (value === null) { close(); return; }
    const x = round(index * step);
    const y = round(HEIGHT - 1.5 - Math.min(1, Math.max(0, value / highest)) * (HEIGHT - 3));
    if (points === 0) start = x;
    line += `${points === 0 ? 'M' : 'L'}${x} ${y}`;
    points += 1;
  });
  close();
  return runs;
}

const round = (value: number): number => Math.round(value * 10) / 10;
