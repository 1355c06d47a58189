import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyle } from './control-style'

/** Several lines of text. */
export const Textarea = ({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) => (
  <textarea rows={rows} className={classNames(controlStyle, 'py-2 read-only:bg-sunken', className)} {...rest} />
)
