import { Plus } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'

export type PriceBookChoiceProps = {
  readonly books: readonly {
    readonly name: string
    readonly currency: string
    /** Its next version is being worked on. */
    readonly drafted: boolean
  }[]
  /** The book that is shown; empty while a new one is being made. */
  readonly current: string
}

const style = (active: boolean): string =>
  classNames(
    'flex min-w-0 items-center gap-1.5 rounded-md [overflow-wrap:anywhere] px-2.5 py-1 font-medium text-ink-soft text-sm hover:bg-hover hover:text-ink',
    active && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
  )

/** The price books as links (`?book=standard-chf`), and the way to a new one. Nothing where there is none yet. */
export const PriceBookChoice = ({ books, current }: PriceBookChoiceProps) =>
  books.length === 0 ? null : (
    <nav aria-label="Price books" className="-mx-1 flex flex-wrap gap-1 p-1">
      {books.map(({ name, currency, drafted }) => (
        <Link
          key={name}
          href={`/admin/pricing?book=${name}`}
          aria-current={name === current ? 'true' : undefined}
          className={style(name === current)}
        >
          {name} <span className="font-normal text-xs">{currency}</span>
          {drafted ? <Badge tone="accent">Draft</Badge> : null}
        </Link>
      ))}
      <Link
        href="/admin/pricing/draft"
        aria-current={current === '' ? 'true' : undefined}
        className={style(current === '')}
      >
        <Plus aria-hidden className="size-3.5" />
        New price book
      </Link>
    </nav>
  )
