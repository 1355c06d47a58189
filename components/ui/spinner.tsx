import { classNames } from './class-names'

/** A turning ring for work under way; it is decoration, the words beside it say what is happening. */
export const Spinner = ({ className }: { className?: string }) => (
  <span
    aria-hidden
    className={classNames(
      'inline-block size-3.5 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent opacity-80',
      className,
    )}
  />
)
