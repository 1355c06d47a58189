'use client'

import { Tabs as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** Several views of one thing, one at a time, without leaving the page. */
export const Tabs = Primitive.Root

export const TabList = ({ className, ...rest }: ComponentProps<typeof Primitive.List>) => (
  <Primitive.List className={classNames('flex gap-5 overflow-x-auto border-line border-b', className)} {...rest} />
)

export const Tab = ({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) => (
  <Primitive.Trigger
    className={classNames(
      '-mb-px whitespace-nowrap border-transparent border-b-2 px-0.5 py-2 font-medium text-ink-soft -outline-offset-2',
      'hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink',
      className,
    )}
    {...rest}
  />
)

export const TabPanel = ({ className, ...rest }: ComponentProps<typeof Primitive.Content>) => (
  <Primitive.Content className={classNames('pt-4', className)} {...rest} />
)
