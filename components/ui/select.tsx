import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyle } from './control-style'

/** The platform's own select in our looks: the phone's wheel and the keyboard's type-ahead come for free. */
export const Select = ({ className, children, ...rest }: ComponentProps<'select'>) => (
  <span className={classNames('relative block', className)}>
    <select className={classNames(controlStyle, 'h-9 appearance-none truncate pr-8')} {...rest}>
      {children}
    </select>
    <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-ink-faint" />
  </span>
)
