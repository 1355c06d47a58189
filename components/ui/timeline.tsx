import type { ReactNode } from 'react'
import { classNames } from './class-names'

const dots = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  accent: 'bg-accent',
} as const

export type TimelineItem = {
  readonly id: string
  readonly tone?: keyof typeof dots
  readonly title: ReactNode
  readonly when: ReactNode
  readonly text?: ReactNode
}

/** What happened, in the order given. */
export const Timeline = ({ items }: { items: readonly TimelineItem[] }) => (
  <ol className="flex flex-col">
    {items.map((item) => (
      <li key={item.id} className="group relative flex gap-3 pb-3.5 last:pb-0">
        <span aria-hidden className="absolute top-3 -bottom-1 left-[3px] w-px bg-line group-last:hidden" />
        <span
          aria-hidden
          className={classNames('relative mt-1.75 size-1.75 shrink-0 rounded-full', dots[item.tone ?? 'neutral'])}
        />
        <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
          <p className="min-w-0">{item.title}</p>
          <p className="figures text-ink-faint text-sm">{item.when}</p>
          {item.text ? <p className="w-full text-ink-soft text-sm">{item.text}</p> : null}
        </div>
      </li>
    ))}
  </ol>
)
