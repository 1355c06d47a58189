import type { ReactNode } from 'react'

export type StatProps = { readonly label: ReactNode; readonly value: ReactNode; readonly hint?: ReactNode }

/** One figure that matters, with its name above and its meaning below. */
export const Stat = ({ label, value, hint }: StatProps) => (
  <div className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3.5 shadow-card sm:px-5">
    <p className="text-ink-soft text-sm">{label}</p>
    <p className="figures mt-1 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{value}</p>
    {hint ? <p className="mt-1 text-ink-faint text-xs">{hint}</p> : null}
  </div>
)
