// Beside the packages: node check.mjs < objects.json tells what KEDA and Prometheus' operator have against each object.
import { readFileSync } from 'node:fs'
import * as keda from '@kubernetes-models/keda/keda.sh/v1alpha1'
import * as monitoring from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'

const rooms = { 'keda.sh/v1alpha1': keda, 'monitoring.coreos.com/v1': monitoring }
const told = JSON.parse(readFileSync(0, 'utf8')).map((each) => {
  try {
    new rooms[each.apiVersion][each.kind](each).validate()
    return null
  } catch (error) {
    return error.message
  }
})
console.log(JSON.stringify(told))
