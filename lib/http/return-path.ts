/** The header in which the proxy hands the page's own path and query down. */
export const pathHeader = 'x-kontor-path'

const anywhere = 'http://portal.invalid'

/**
 * Where to go after signing in: a page of this portal, as a path. Addresses of other sites, of the API and of the
 * sign-in page itself lead to the start page.
 * @param origin of this portal; an absolute address on it is read as its path.
 */
export const readReturnPath = (value: string | undefined, origin: string): string => {
  const base = value?.startsWith('/') ? anywhere : origin
  if (!value || !URL.canParse(value, base)) return '/'
  const { origin: found, pathname, search } = new URL(value, base)
  if (found !== new URL(base).origin || pathname.startsWith('//')) return '/'
  if (/^\/(api|sign-in|stripe-emulator)(\/|$)/.test(pathname)) return '/'
  return pathname + search
}

/** The address of the sign-in page that leads back to a path. */
export const signInPath = (back: string): string =>
  back === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(back)}`
