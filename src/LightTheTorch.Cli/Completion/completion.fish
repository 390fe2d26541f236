# fish completion of ltt: ltt completion fish > ~/.config/fish/completions/ltt.fish
function __ltt_complete
    set -l line (commandline -cp)
    ltt "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c ltt -a '(__ltt_complete)'
