import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** The name of a control. `htmlFor` ties it; `Field` does that by itself. */
export const Label = ({ className, htmlFor, children, ...rest }: ComponentProps<'label'>) => (
  <label htmlFor={htmlFor} className={classNames('block font-medium text-ink text-sm', className)} {...rest}>
    {children}
  </label>
)
