import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'

export type PageHeaderProps = {
  readonly title: ReactNode
  readonly text?: ReactNode
  /** The page above this one. */
  readonly back?: { readonly href: string; readonly label: string }
  readonly badge?: ReactNode
  readonly actions?: ReactNode
}

/** The top of a page: where it belongs, what it is, what can be done with it. */
export const PageHeader = ({ title, text, back, badge, actions }: PageHeaderProps) => (
  <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
    <div className="min-w-0">
      {back ? (
        <Link href={back.href} className="text-ink-soft text-sm hover:text-ink hover:underline">
          ← {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-xl [overflow-wrap:anywhere] sm:text-2xl">{title}</h1>
        {badge}
      </div>
      {text ? <p className="mt-1 max-w-2xl text-ink-soft">{text}</p> : null}
    </div>
    {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
  </header>
)
