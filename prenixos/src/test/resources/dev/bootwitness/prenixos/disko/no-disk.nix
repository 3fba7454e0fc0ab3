{
  disko.devices = {
  };
}
