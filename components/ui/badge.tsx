import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const badgeStyle = cva(
  'inline-flex max-w-full items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 py-px font-medium text-xs',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-ink-soft',
        accent: 'bg-accent-soft text-accent',
        good: 'bg-good-soft text-good',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-bad-soft text-bad',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyle>['tone']>
export type BadgeProps = ComponentProps<'span'> & { readonly tone?: BadgeTone; readonly dot?: boolean }

/** A state in a word. The word carries the meaning; the colour and the dot only repeat it. */
export const Badge = ({ tone, dot = false, className, children, ...rest }: BadgeProps) => (
  <span className={classNames(badgeStyle({ tone }), className)} {...rest}>
    {dot ? <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-current" /> : null}
    <span className="truncate">{children}</span>
  </span>
)
