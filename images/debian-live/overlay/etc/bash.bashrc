# Read by every interactive bash: directly, and for login shells through /etc/profile (Debian, bash(1) FILES).
[ -z "$PS1" ] && return
shopt -s checkwinsize

# The prompt of a NixOS installer, byte for byte (nixos/modules/programs/bash/bash.nix): it starts with a newline, has an
# OSC title inside, and resets the colour between "$" and the space. Root's is red.
PROMPT_COLOR="1;31m"
((UID)) && PROMPT_COLOR="1;32m"
PS1="\n\[\033[$PROMPT_COLOR\][\[\e]0;\u@\h: \w\a\]\u@\h:\w]\\$\[\033[0m\] "
