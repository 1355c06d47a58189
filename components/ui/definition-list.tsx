import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Definition = { readonly term: string; readonly value: ReactNode }
export type DefinitionListProps = { readonly items: readonly Definition[]; readonly className?: string }

/** Names and their values, side by side where there is room. */
export const DefinitionList = ({ items, className }: DefinitionListProps) => (
  <dl className={classNames('grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-5 gap-y-1.5', className)}>
    {items.map(({ term, value }) => (
      <div key={term} className="contents">
        <dt className="min-w-24 text-ink-soft [overflow-wrap:anywhere]">{term}</dt>
        <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
      </div>
    ))}
  </dl>
)
