'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export const DropdownMenu = Primitive.Root
export const DropdownMenuTrigger = Primitive.Trigger
export const DropdownMenuGroup = Primitive.Group
export const DropdownMenuRadioGroup = Primitive.RadioGroup

export const DropdownMenuContent = ({ className, ...rest }: ComponentProps<typeof Primitive.Content>) => (
  <Primitive.Portal>
    <Primitive.Content
      sideOffset={6}
      collisionPadding={8}
      className={classNames(
        'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-rise overflow-y-auto',
        'rounded-md border border-line bg-raised p-1 shadow-float',
        className,
      )}
      {...rest}
    />
  </Primitive.Portal>
)

const itemStyle =
  'flex cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1.5 outline-none data-highlighted:bg-hover ' +
  'data-disabled:cursor-not-allowed data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint'

export const DropdownMenuItem = ({ className, ...rest }: ComponentProps<typeof Primitive.Item>) => (
  <Primitive.Item className={classNames(itemStyle, className)} {...rest} />
)

export const DropdownMenuRadioItem = ({ className, children, ...rest }: ComponentProps<typeof Primitive.RadioItem>) => (
  <Primitive.RadioItem className={classNames(itemStyle, 'justify-between', className)} {...rest}>
    <span className="flex min-w-0 items-center gap-2">{children}</span>
    <Primitive.ItemIndicator>
      <Check aria-hidden />
    </Primitive.ItemIndicator>
  </Primitive.RadioItem>
)

export const DropdownMenuLabel = ({ className, ...rest }: ComponentProps<typeof Primitive.Label>) => (
  <Primitive.Label className={classNames('px-2 py-1.5 text-ink-faint text-xs', className)} {...rest} />
)

export const DropdownMenuSeparator = () => <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />
