import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { ScrollRegion } from './scroll-region'

export type TableProps = ComponentProps<'table'> & { readonly label: string }

/** A table that scrolls sideways inside its card when it must. */
export const Table = ({ label, className, ...rest }: TableProps) => (
  <ScrollRegion label={label} className="relative overflow-x-auto">
    <table className={classNames('w-full border-collapse text-left text-sm', className)} {...rest} />
  </ScrollRegion>
)

export const TableHead = ({ className, ...rest }: ComponentProps<'thead'>) => (
  <thead className={classNames('border-line border-y bg-sunken text-ink-soft text-xs', className)} {...rest} />
)

export const TableBody = ({ className, ...rest }: ComponentProps<'tbody'>) => (
  <tbody className={classNames('divide-y divide-line', className)} {...rest} />
)

export const TableFoot = ({ className, ...rest }: ComponentProps<'tfoot'>) => (
  <tfoot className={classNames('border-line border-t font-medium', className)} {...rest} />
)

export const TableRow = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr className={classNames('has-[a:hover]:bg-hover', className)} {...rest} />
)

type CellProps = { readonly numeric?: boolean }

const edges = 'px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5'

export const HeadCell = ({ numeric = false, className, ...rest }: ComponentProps<'th'> & CellProps) => (
  <th
    scope="col"
    className={classNames(edges, 'whitespace-nowrap py-2 font-medium', numeric && 'text-right', className)}
    {...rest}
  />
)

/** A cell; `numeric` aligns right with figures of one width. */
export const Cell = ({ numeric = false, className, ...rest }: ComponentProps<'td'> & CellProps) => (
  <td
    className={classNames(edges, 'py-2.5 align-top', numeric && 'figures whitespace-nowrap text-right', className)}
    {...rest}
  />
)
