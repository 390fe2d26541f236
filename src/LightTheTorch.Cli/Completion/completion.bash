# bash completion of ltt: in ~/.bashrc, eval "$(ltt completion bash)"
_ltt() {
    local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
    COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
    ((${#COMPREPLY[@]})) || compopt -o default 2>/dev/null
}
complete -F _ltt ltt
