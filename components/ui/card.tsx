import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/** A sheet of paper: one subject, its own border. Tables and forms go inside; cards do not nest. */
export const Card = ({ className, ...rest }: ComponentProps<'section'>) => (
  <section
    className={classNames('min-w-0 overflow-hidden rounded-lg border border-line bg-surface shadow-card', className)}
    {...rest}
  />
)

export type CardHeaderProps = {
  readonly title: ReactNode
  readonly text?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
}

export const CardHeader = ({ title, text, actions, className }: CardHeaderProps) => (
  <header
    className={classNames(
      'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-3 sm:px-5',
      className,
    )}
  >
    <div className="min-w-0 flex-1 basis-40">
      <h2 className="text-lg">{title}</h2>
      {text ? <p className="mt-0.5 text-ink-soft text-sm">{text}</p> : null}
    </div>
    {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
  </header>
)

export const CardBody = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div className={classNames('px-4 pb-4 sm:px-5 sm:pb-5', className)} {...rest} />
)

export const CardFooter = ({ className, ...rest }: ComponentProps<'footer'>) => (
  <footer
    className={classNames(
      'flex flex-wrap items-center justify-end gap-2 border-line border-t bg-sunken px-4 py-3 sm:px-5',
      className,
    )}
    {...rest}
  />
)
