import { Section } from './section'

const swatches = [
  { name: 'canvas', style: 'bg-canvas text-ink' },
  { name: 'surface', style: 'bg-surface text-ink' },
  { name: 'sunken', style: 'bg-sunken text-ink-soft' },
  { name: 'hover', style: 'bg-hover text-ink-faint' },
  { name: 'accent', style: 'bg-accent text-on-accent' },
  { name: 'accent-soft', style: 'bg-accent-soft text-accent' },
  { name: 'good-soft', style: 'bg-good-soft text-good' },
  { name: 'warn-soft', style: 'bg-warn-soft text-warn' },
  { name: 'bad-soft', style: 'bg-bad-soft text-bad' },
  { name: 'bad-solid', style: 'bg-bad-solid text-on-bad' },
]

/** Colours and type. */
export const Tokens = () => (
  <Section id="tokens" title="Colour and type">
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-5">
      {swatches.map(({ name, style }) => (
        <div key={name} className={`rounded-md border border-line px-3 py-4 text-sm ${style}`}>
          {name}
        </div>
      ))}
    </div>
    <div className="flex flex-col gap-1">
      <p className="font-semibold text-2xl">Invoices that add up — 24</p>
      <p className="font-semibold text-xl">Invoices that add up — 20</p>
      <p className="text-lg">Invoices that add up — 16</p>
      <p>
        Invoices that add up, with a{' '}
        <a href="#tokens" className="link">
          way to the colours
        </a>{' '}
        — 14
      </p>
      <p className="text-ink-soft text-sm">Invoices that add up — 13, soft</p>
      <p className="text-ink-faint text-xs">Invoices that add up — 12, faint</p>
      <p className="figures">1’111’111.11 · 8’888’888.88 — figures of one width</p>
    </div>
  </Section>
)
