'use server'

import { settleDebtInput } from '@/lib/contracts/debts'
import { settleDebt as settle } from '@/lib/flows/debts/settle-debt'
import { action } from '@/lib/http/action'

export const settleDebt = action(settleDebtInput, settle)
