// The person comes to the place where the guide stands.
export const during = async ({ driver }) => driver.executeScript(`document.getElementById('second').click()`);
