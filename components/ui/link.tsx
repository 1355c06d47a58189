'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'prefetch'>

/**
 * A link to another page of the app. The page is fetched ahead once the pointer, the focus or a finger is on the link:
 * fetching all that can be seen would cost the server more than the page itself.
 */
export const Link = ({ onMouseEnter, onFocus, onTouchStart, ...props }: LinkProps) => {
  const [isLikely, setLikely] = useState(false)
  return (
    <NextLink
      {...props}
      prefetch={isLikely ? 'auto' : false}
      onMouseEnter={(event) => {
        setLikely(true)
        onMouseEnter?.(event)
      }}
      onFocus={(event) => {
        setLikely(true)
        onFocus?.(event)
      }}
      onTouchStart={(event) => {
        setLikely(true)
        onTouchStart?.(event)
      }}
    />
  )
}
