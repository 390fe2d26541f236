#compdef ltt
# zsh completion of ltt: in ~/.zshrc, after compinit, eval "$(ltt completion zsh)"
_ltt() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a found
    found=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
    if (( ${#found} )); then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
compdef _ltt ltt
