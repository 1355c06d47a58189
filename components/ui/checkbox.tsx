import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  readonly label: ReactNode
  readonly hint?: ReactNode
}

/** The platform's check box with its label; it needs no script and posts with its form. */
export const Checkbox = ({ label, hint, className, ...rest }: CheckboxProps) => (
  <label className={classNames('flex items-start gap-2.5', className)}>
    <input type="checkbox" className="mt-0.75 size-4 shrink-0 accent-accent" {...rest} />
    <span className="min-w-0">
      {label}
      {hint ? <span className="block text-ink-faint text-xs">{hint}</span> : null}
    </span>
  </label>
)
