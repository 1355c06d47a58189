import { cva, type VariantProps } from 'class-variance-authority'

/** The looks of everything that is pressed: `primary` at most once per view, `danger` for what can't be undone. */
export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors ' +
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:not-disabled:bg-accent-hover',
        secondary: 'border border-line-strong/50 bg-surface text-ink hover:not-disabled:bg-hover',
        ghost: 'text-ink-soft hover:not-disabled:bg-hover hover:not-disabled:text-ink',
        danger: 'bg-bad-solid text-on-bad hover:not-disabled:opacity-90',
      },
      size: {
        small: 'h-7 px-2.5 text-sm',
        medium: 'h-9 px-3.5 text-base',
        large: 'h-11 px-5 text-lg',
        icon: 'size-9',
        'icon-small': 'size-7',
      },
    },
    defaultVariants: { variant: 'primary', size: 'medium' },
  },
)

export type ButtonStyle = VariantProps<typeof buttonStyle>
