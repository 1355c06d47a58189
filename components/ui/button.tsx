import type { ComponentProps } from 'react'
import { Link } from '@/components/ui/link'
import { type ButtonStyle, buttonStyle } from './button-style'
import { classNames } from './class-names'
import { Spinner } from './spinner'

export type ButtonProps = ComponentProps<'button'> & ButtonStyle & { readonly loading?: boolean }

/** A button. While `loading` it keeps its width and words, shows a ring, and can't be pressed again. */
export const Button = ({
  variant,
  size,
  loading = false,
  disabled,
  className,
  children,
  type,
  ...rest
}: ButtonProps) => (
  <button
    type={type ?? 'button'}
    disabled={disabled || loading}
    aria-busy={loading || undefined}
    className={classNames(buttonStyle({ variant, size }), className)}
    {...rest}
  >
    {loading ? <Spinner /> : null}
    {children}
  </button>
)

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonStyle

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const LinkButton = ({ variant, size, className, ...rest }: LinkButtonProps) => (
  <Link className={classNames(buttonStyle({ variant, size }), className)} {...rest} />
)

export type DownloadButtonProps = ComponentProps<'a'> & ButtonStyle

/** A plain anchor in the looks of a button, for files: the browser fetches it, the router does not. */
export const DownloadButton = ({ variant, size, className, children, ...rest }: DownloadButtonProps) => (
  <a className={classNames(buttonStyle({ variant, size }), className)} {...rest}>
    {children}
  </a>
)
