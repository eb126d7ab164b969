{{- define "afv.labels" -}}
app.kubernetes.io/part-of: agentforge-voice
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{ include "afv.selector" . }}
{{- end }}

{{- define "afv.selector" -}}
app.kubernetes.io/name: agentforge-voice
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- /* root, name of the folder whose image it is, gpuTag or nothing */}}
{{- define "afv.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ .name }}
{{- with index $image.digests .name }}@{{ . }}{{ else }}:{{ .gpuTag | default ($image.tag | default .root.Chart.AppVersion) }}{{ end }}
{{- end }}

{{- define "afv.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "afv.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- /* Addresses: by name in this namespace. */}}
{{- define "afv.discovery" -}}
dns:{service}.{{ .Release.Namespace }}.svc
{{- end }}

{{- /* The environment of one container, in full: hooks run before ConfigMaps are there. root, settings, secrets, isOfPipeline */}}
{{- define "afv.environment" -}}
{{- $secret := .root.Values.existingSecret -}}
{{- range $name, $value := .settings }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- range list "SERVICE_TOKEN" "URL_SIGNING_KEY" "S3_ACCESS_KEY" "S3_SECRET_KEY" }}
- {name: {{ . }}, valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ . }}}}}
{{- end }}
{{- if .isOfPipeline }}
{{- range list "DATABASE_URL" "QUEUE_URL" }}
- {name: {{ . }}, valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ . }}}}}
{{- end }}
{{- end }}
{{- range .secrets }}
- {name: {{ . }}, valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ . }}, optional: true}}}
{{- end }}
{{- end }}

{{- define "afv.spread" -}}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels: {{- include "afv.selector" $ | nindent 6 }}
{{- end }}
{{- end }}

{{- define "afv.pool" -}}
{{- with .nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end }}
