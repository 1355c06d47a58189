import type { ReactNode } from 'react'

export type EmptyStateProps = {
  readonly icon?: ReactNode
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
}

/** Nothing here yet: says what will appear, and offers the one next step where there is one. */
export const EmptyState = ({ icon, title, text, action }: EmptyStateProps) => (
  <div className="flex flex-col items-center gap-1 px-6 py-10 text-center [overflow-wrap:anywhere]">
    {icon ? <span className="mb-2 rounded-full bg-hover p-2.5 text-ink-faint [&_svg]:size-5">{icon}</span> : null}
    <p className="max-w-full font-medium">{title}</p>
    {text ? <p className="max-w-sm text-ink-soft text-sm">{text}</p> : null}
    {action ? <div className="mt-3">{action}</div> : null}
  </div>
)
