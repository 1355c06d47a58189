import { classNames } from '@/components/ui/class-names'

/** The mark: a ledger page with its margin and three entries, the last one settled. */
export const Mark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" className={classNames('size-6 shrink-0', className)}>
    <rect width="24" height="24" rx="5" className="fill-accent" />
    <path d="M8 4.5v15" className="stroke-on-accent" strokeWidth="2" strokeLinecap="round" />
    <path
      d="m18 5-6.2 6.6L18 19"
      className="stroke-on-accent"
      strokeWidth="2.4"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)

/** Mark and name. */
export const Logo = () => (
  <span className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
    <Mark />
    Kontor
  </span>
)
