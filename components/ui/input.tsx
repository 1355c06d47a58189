import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyle } from './control-style'

/** A line of text. Amounts are typed as text (`inputMode="decimal"`), never as `type="number"`. */
export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={classNames(controlStyle, 'h-9 read-only:bg-sunken', className)} {...rest} />
)
