'use server'

import { issueInvoiceInput } from '@/lib/contracts/invoices'
import { issueInvoice as issue } from '@/lib/flows/invoices/issue-invoice'
import { action } from '@/lib/http/action'

export const issueInvoice = action(issueInvoiceInput, (ctx, { org, month, total }) => issue(ctx, org, month, total))
